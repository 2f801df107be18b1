/** Which transitions of the charts the tests take. */
import { json } from '@sveltejs/kit';
import { CHARTS } from '$lib/inspect/charts';
import { chartGraph } from '$lib/inspect/chart/graph';
import { reportsOn, type Excuse } from '$lib/inspect/chart/coverage';
import excuses from '../../../../tests/model/coverage/untaken.json';

export const prerender = true;

export const GET = (): Response => json(reportsOn([...CHARTS.values()].map(chartGraph), excuses as Excuse[]));
