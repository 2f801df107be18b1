import { CHART_NAMES } from './charts';
import { testEveryPathOf } from './replay/everything';

for (const chart of CHART_NAMES) if (chart !== 'call') testEveryPathOf(chart);
