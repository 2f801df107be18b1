/** Files about the charts, made when the app was built. */
import { resolve } from '$app/paths';
import { coverageIn, type Coverage, type CoverageReport } from '../chart/coverage';
import type { Drawing } from '../chart/layout';

const get = async (url: string): Promise<unknown> => {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: HTTP ${String(response.status)}`);
	return response.json();
};

export const drawingFile = async (): Promise<Drawing> => (await get(resolve('/inspect/layout.json'))) as Drawing;
export const coverageFile = async (): Promise<Coverage> =>
	coverageIn((await get(resolve('/inspect/coverage.json'))) as CoverageReport[]);
