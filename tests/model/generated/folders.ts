/** Where each chart lives: in `machines/`, or beside the local engine. */
import { existsSync } from 'node:fs';
import type { ChartName } from '../charts';

export const ROOT = new URL('../../../', import.meta.url);

/** Relative to the repository. */
export function folderOf(chart: ChartName): string {
	const folders = [`machines/${chart}`, `src/lib/engine/local/${chart}`];
	const folder = folders.find((folder) => existsSync(new URL(`${folder}/machine.ts`, ROOT)));
	if (folder === undefined) throw new Error(`No machine.ts of the chart ${chart} in ${folders.join(' or ')}`);
	return folder;
}
