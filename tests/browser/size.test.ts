/** What a call page loads until its call is up. A limit, so that features find room instead of taking it from whoever waits. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './support/test';

/** kB of scripts and texts, with gzip -9. Wanted are 110; every kB won lowers this. */
const MOST = 119;

const isCode = (response: Response) => /\.js$|\/texts\//.test(new URL(response.url()).pathname);

/** In the page. What it loads when it has time comes later than this. */
function noteCallUp() {
	const observer = new MutationObserver(() => {
		if (document.querySelector('main[data-call-state="inCall"]') === null) return;
		performance.mark('call up');
		observer.disconnect();
	});
	observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-call-state'] });
}

function loadedUntilCallUp(): string[] {
	const [up] = performance.getEntriesByName('call up');
	if (!up) throw new Error('Nobody saw when the call was up.');
	const resources = performance.getEntriesByType('resource');
	return resources.filter(({ startTime }) => startTime <= up.startTime).map(({ name }) => name);
}

test('until the call is up, its page loads at most 119 kB', async ({ people }) => {
	const ann = await people.arrives('Ann');
	const loaded = new Map<string, Response>();
	ann.page.on('response', (response) => {
		if (isCode(response)) loaded.set(response.url(), response);
	});
	await ann.page.addInitScript(noteCallUp);
	await ann.reloads();
	await ann.startsCall();
	const until = await ann.page.evaluate(loadedUntilCallUp);
	const files = await Promise.all(
		until
			.flatMap((url) => loaded.get(url) ?? [])
			.map(async (code) => ({ url: code.url(), kB: gzipSync(await code.body(), { level: 9 }).length / 1000 }))
	);
	const sum = files.reduce((total, { kB }) => total + kB, 0);
	expect(sum, JSON.stringify(files.toSorted((a, b) => b.kB - a.kB))).toBeLessThanOrEqual(MOST);
	// Scripts, the engine and one language were seen.
	expect(sum).toBeGreaterThan(MOST / 2);
	expect(files.filter(({ url }) => url.includes('/texts/'))).toHaveLength(1);
});
