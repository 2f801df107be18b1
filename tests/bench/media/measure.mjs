/** Measures the parts, and each row of a part right after the other, so that a busy moment affects all alike. */
import { Closers } from '../lib/closers.mjs';
import { meet } from './call.mjs';

/** @typedef {import('../lib/stage.mjs').Stage} Stage @typedef {import('./parts/part').Part} Part */
/** @typedef {{ part: string, row: string, figures: Record<string, number>, limits: readonly string[] }} Figure */

/**
 * @param {Stage} stage
 * @param {{ parts: readonly Part[], rounds: number, signal: AbortSignal }} options
 */
export async function measureMedia(stage, { parts, rounds, signal }) {
	/** @type {Figure[]} */
	const figures = [];
	/** @type {string[]} */
	const failures = [];

	/** @param {Part} part @param {string} row */
	async function attempt(part, row) {
		const closers = new Closers();
		try {
			const call = await meet(stage, row, part.watchers, (close) => closers.add(close));
			figures.push({ part: part.name, row, ...(await part.measure(call)) });
		} catch (error) {
			signal.throwIfAborted();
			failures.push(`${part.name}, ${row}: ${String(error).split('\n')[0]}`);
		} finally {
			await stage.closePages();
			await closers.closeAll();
		}
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const part of parts) {
			const began = Date.now();
			for (const row of part.rows) await attempt(part, row);
			const seconds = Math.round((Date.now() - began) / 1_000);
			process.stderr.write(
				`  ${part.name}, round ${round + 1} of ${rounds}: ${seconds} s, ${failures.length} calls failed\n`
			);
		}
	}
	return { figures, failures };
}
