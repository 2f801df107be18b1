/** Which transitions of the charts the tests take. */
import { json } from '@sveltejs/kit';
import { GRAPHS } from '$lib/inspect/charts';
import { reportsOn, type Excuse } from '$lib/inspect/chart/coverage';
import excuses from '../../../../tests/model/coverage/untaken.json';

export const prerender = true;

export const GET = (): Response => json(reportsOn(GRAPHS.values(), excuses as Excuse[]));
