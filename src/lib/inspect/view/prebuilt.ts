/** Files about the charts, made when the app was built. */
import { resolve } from '$app/paths';
import { coverageIn, type Coverage, type CoverageReport } from '../chart/coverage';
import type { ChartLayout } from '../chart/layout';

const get = async (path: '/inspect/layout.json' | '/inspect/coverage.json'): Promise<unknown> => {
	const response = await fetch(resolve(path));
	if (!response.ok) throw new Error(`${path}: HTTP ${String(response.status)}`);
	return response.json();
};

export const layoutFile = async (): Promise<ChartLayout[]> => (await get('/inspect/layout.json')) as ChartLayout[];
export const coverageFile = async (): Promise<Coverage> =>
	coverageIn((await get('/inspect/coverage.json')) as CoverageReport[]);
