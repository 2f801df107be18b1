/** After a run over whole files: writes how many of their mutants the tests killed to `score.json`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const SCORE = new URL('score.json', import.meta.url);
const NOTICED = new Set(['Killed', 'Timeout']);

/** @typedef {{ mutants: readonly { status: string }[] }} File of the report */

const score = {
	/** @param {{ files: Record<string, File>, config?: { mutate?: string[] } }} report */
	onMutationTestReportReady({ files, config }) {
		// A run over some lines of a file gives no score of the file.
		if (config?.mutate?.some((pattern) => /:\d+/.test(pattern))) return;
		const before = JSON.parse(readFileSync(SCORE, 'utf8'));
		const now = Object.entries(files).map(([file, { mutants }]) => {
			const tested = mutants.filter(({ status }) => status !== 'Ignored');
			const killed = tested.filter(({ status }) => NOTICED.has(status));
			return [file, { mutants: tested.length, killed: killed.length }];
		});
		const scores = Object.entries({ ...before, ...Object.fromEntries(now) })
			.filter(([file, { mutants }]) => existsSync(file) && mutants > 0)
			.toSorted()
			.map(([file, score]) => `\t${JSON.stringify(file)}: ${JSON.stringify(score)}`);
		writeFileSync(SCORE, `{\n${scores.join(',\n')}\n}\n`);
	}
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, 'score', score)];
