/**
 * Which edges of the charts the calls in these tests take: with `RECORD_EDGES=<file>`, each is added to that file, between the
 * name of the engine and that of the test, for `tests/coverage`. The calls' own recorders report it, as they do to /inspect.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EngineKind } from '../../../machines/engine';
import { CHANNEL } from '../../../src/lib/inspect/recording/share';

type InspectAnswer = { call: string; since?: number; recording?: string; entries?: string[]; total?: number };
type Told = { call: string; total: number; edges: string[] };

declare global {
	interface Window {
		tellEdges(told: Told): Promise<void>;
		/** Resolves when the call of this page has told everything. */
		askForEdges?(): Promise<void>;
	}
}

/** A page that is frozen tells nothing more, and one on a busy machine takes its time (ms). */
const PATIENCE = 10_000;

/** Runs in the page. */
function listen(channelName: string): void {
	type Entry = { via?: string[] };
	// A test may have taken it away. That page's call is shown nowhere.
	if (!('BroadcastChannel' in window)) return;
	const channel = new BroadcastChannel(channelName);
	const asked = new Map<string, () => void>();
	// Calls of other pages, and earlier ones of this page, may be gone: nobody would answer for them.
	let mine: string | null = null;
	const post = BroadcastChannel.prototype.postMessage;
	BroadcastChannel.prototype.postMessage = function (message: Partial<InspectAnswer>) {
		if (this.name === channelName && message.call !== undefined) mine = message.call;
		post.call(this, message);
	};
	const ask = (call: string) =>
		new Promise<void>((resolve) => {
			asked.set(call, resolve);
			channel.postMessage({ ask: call });
		});
	window.askForEdges = async () => {
		if (mine !== null) await ask(mine);
	};
	channel.onmessage = async ({ data: { call, since, recording, entries, total } }: MessageEvent<InspectAnswer>) => {
		if (since !== undefined && !asked.has(call)) void ask(call);
		if (total === undefined) return;
		const recorded =
			recording === undefined
				? (entries ?? []).map((entry) => JSON.parse(entry) as Entry)
				: (JSON.parse(recording) as { segments: { entries: Entry[] }[] }).segments.flatMap(({ entries }) => entries);
		await window.tellEdges({ call, total, edges: recorded.flatMap(({ via }) => via ?? []) });
		if (recording !== undefined) asked.get(call)?.();
	};
}

/** To be awaited before a page goes: what it has not told by then is lost. */
export async function collectEdges(...pages: Page[]): Promise<void> {
	if (process.env.RECORD_EDGES === undefined) return;
	const told = pages.map((page) => page.evaluate(() => window.askForEdges?.()).catch(() => undefined));
	await Promise.race([Promise.all(told), wait(PATIENCE)]);
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
		const test = expect.getState().currentTestName ?? '';
		appendFileSync(file, edges.map((edge) => `${engine}\t${edge}\t${test}\n`).join(''));
	});
	await context.addInitScript(listen, CHANNEL);
}
