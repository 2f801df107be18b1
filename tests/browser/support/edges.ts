/**
 * Which edges of the charts the calls in these tests take: with `RECORD_EDGES=<file>`, each is added to that file after the name
 * of the engine, for `tests/coverage`. The calls' own recorders report it, as they do to /inspect.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type { EngineKind } from '../../../machines/engine';
import { CHANNEL } from '../../../src/lib/inspect/recording/share';

type Answer = { call: string; since?: number; recording?: string; entries?: string[]; total?: number };
type Told = { call: string; total: number; edges: string[] };

declare global {
	interface Window {
		tellEdges(told: Told): void;
	}
}

/** Runs in the page. */
function listen(channelName: string): void {
	type Entry = { via?: string[] };
	const channel = new BroadcastChannel(channelName);
	channel.onmessage = ({ data: { call, since, recording, entries, total } }: MessageEvent<Answer>) => {
		if (since !== undefined) channel.postMessage({ ask: call });
		if (total === undefined) return;
		const recorded =
			recording === undefined
				? (entries ?? []).map((entry) => JSON.parse(entry) as Entry)
				: (JSON.parse(recording) as { segments: { entries: Entry[] }[] }).segments.flatMap(({ entries }) => entries);
		window.tellEdges({ call, total, edges: recorded.flatMap(({ via }) => via ?? []) });
	};
}

export async function recordEdges(context: BrowserContext, engine: EngineKind): Promise<void> {
	const file = process.env.RECORD_EDGES;
	// Of calls in Firefox nothing is noted.
	if (file === undefined || !('exposeBinding' in context)) return;
	// Every tab of a browser hears of every call in it.
	const known = new Set<string>();
	await context.exposeBinding('tellEdges', (_, { call, total, edges }: Told) => {
		const part = `${call} ${String(total)}`;
		if (known.has(part)) return;
		known.add(part);
		mkdirSync(dirname(file), { recursive: true });
		appendFileSync(file, edges.map((edge) => `${engine} ${edge}\n`).join(''));
	});
	await context.addInitScript(listen, CHANNEL);
}
