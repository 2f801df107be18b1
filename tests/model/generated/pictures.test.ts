import ELK from 'elkjs';
import { it } from 'vitest';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { layoutChart } from '../../../src/lib/inspect/chart/layout';
import { chartSVG } from '../../../src/lib/inspect/chart/svg';
import { CHART_NAMES, CHARTS } from '../charts';
import { expectCurrent } from './files';
import { folderOf } from './folders';

it.each(CHART_NAMES)('the picture of the chart %s is current', async (name) => {
	const layout = await layoutChart(chartGraph(CHARTS[name].machine), new ELK(), 'overview');
	const title = `The ${name} chart: its states and how one leads to another`;
	await expectCurrent(`${folderOf(name)}/diagram.svg`, chartSVG(layout, title));
});
