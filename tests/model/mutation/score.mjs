/** After a run over whole files: how many of their mutants the tests killed, for the table in `machines/README.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const SCORE = new URL('score.json', import.meta.url);
/** An endless loop is noticed by whoever waits. */
const NOTICED = new Set(['Killed', 'Timeout']);

/** @typedef {{ mutants: readonly { status: string }[] }} File of the report */

const score = {
	/** @param {{ files: Record<string, File>, config?: { mutate?: string[] } }} report */
	onMutationTestReportReady({ files, config }) {
		// A part of a file says nothing of the whole.
		if (config?.mutate?.some((pattern) => /:\d+/.test(pattern))) return;
		const before = JSON.parse(readFileSync(SCORE, 'utf8'));
		const now = Object.entries(files).map(([file, { mutants }]) => {
			const tested = mutants.filter(({ status }) => status !== 'Ignored');
			const killed = tested.filter(({ status }) => NOTICED.has(status));
			return [file, { mutants: tested.length, killed: killed.length }];
		});
		writeFileSync(SCORE, `${JSON.stringify({ ...before, ...Object.fromEntries(now) }, null, '\t')}\n`);
	}
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, 'score', score)];
