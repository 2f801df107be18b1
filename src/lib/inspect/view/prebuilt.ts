/** Files about the charts, made when the app was built. */
import { resolve } from '$app/paths';
import { coverageIn, type Coverage, type CoverageReport } from '../chart/coverage';
import type { ChartLayout } from '../chart/layout';

const get = async (url: string): Promise<unknown> => {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: HTTP ${String(response.status)}`);
	return response.json();
};

export const layoutFile = async (): Promise<ChartLayout[]> =>
	(await get(resolve('/inspect/layout.json'))) as ChartLayout[];
export const coverageFile = async (): Promise<Coverage> =>
	coverageIn((await get(resolve('/inspect/coverage.json'))) as CoverageReport[]);
