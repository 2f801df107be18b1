/** The inspector: a call watched from another tab, its recording replayed and copied as a test, a simulated one driven. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { idle } from '../../machines/call/idle';
import { readRecording, type Recording } from '../../src/lib/inspect/recording/recording';
import { compare } from '../../src/lib/inspect/recording/compare';
import { axeFaults } from './support/axe';
import { active, looksAtCall, LOOKS } from './support/inspector';
import { goTo } from './support/page';
import { test } from './support/test';
import { Witness } from './support/witness';

const presses = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

const opens = (page: Page, content: string) =>
	page.locator('input[type=file]').setInputFiles({
		name: 'call-recording.json',
		mimeType: 'application/json',
		buffer: Buffer.from(content)
	});

async function saved(page: Page, name = en.inspect_save): Promise<string> {
	const [download] = await Promise.all([page.waitForEvent('download'), presses(page, name)]);
	return readFile(await download.path(), 'utf8');
}

function recordingIn(text: string): Recording {
	const read = readRecording(text);
	return 'recording' in read ? read.recording : expect.fail(JSON.stringify(read));
}

/** What the chart says of a state of the lobby; the page's own charts say nothing. */
const described = (state: keyof typeof idle.states) => idle.states[state].description;

/** The same events, but one leads to a state that this build does not have. */
function foreign(recording: Recording): string {
	const copy = structuredClone(recording);
	const entries = copy.segments.flatMap((segment) => segment.entries);
	const closing = entries.find(({ value }) => value === 'closing') ?? expect.fail('nothing was turned off');
	closing.value = 'vanished';
	return JSON.stringify(copy);
}

test('a call is watched from another tab, saved, replayed and saved as a test', async ({ people, app }) => {
	const ann = await people.arrives('Ann', {});
	await ann.startsCall();
	const inspector = new Witness('inspector', await ann.context.newPage());
	const { page } = inspector;
	await looksAtCall(page, app.url);
	// Another one asks on the same channel, which is nothing to this one.
	await goTo(await ann.context.newPage(), `${app.url}/inspect`);
	await active(page, 'call', 'call.inCall.talking').waitFor();
	await active(page, 'call/microphone', 'device.on').waitFor();
	await ann.turnsOff('microphone');
	await active(page, 'call/microphone', 'device.off').waitFor();
	// The log follows the call, and what came since may have moved the row out of sight.
	await page.getByRole('searchbox', { name: en.inspect_log_search }).fill('user.toggle');
	await page.getByRole('region', { name: en.inspect_log }).getByText('user.toggle').first().waitFor();

	await ann.presses(en.more);
	const text = await saved(ann.page);
	for (const secret of ['Ann', people.room, 'fake_device', app.url]) expect(text).not.toContain(secret);
	const recording = recordingIn(text);
	expect(compare(recording).differences).toEqual([]);

	await page.bringToFront();
	await opens(page, text);
	await page.getByText(en.inspect_same).waitFor();
	const fixture = recordingIn(await saved(page, en.inspect_save_test));
	expect(fixture.segments).toEqual(recording.segments);
	await page.getByText(/^Saved: \d+ entries/).waitFor();
	await page.getByRole('slider', { name: en.inspect_position }).fill('-1');
	await active(page, 'call', 'call').waitFor({ state: 'detached' });
	await presses(page, en.inspect_forward);
	await active(page, 'call', 'call.idle.preparing').click();
	await page.getByRole('region', { name: en.inspect_details }).getByText(described('preparing')).waitFor();
	await page.getByRole('tab', { name: en.inspect_page }).click();
	await page.getByRole('img', { name: en.inspect_page_label }).getByText(en.status_preparing).waitFor();

	await opens(page, foreign(recording));
	await page.getByText(/^This build behaves differently \(\d+\)/).waitFor();
	await opens(page, '{"hello":1}');
	await page.getByRole('alert').getByText(en.inspect_file_foreign).waitFor();
	expect(inspector.problems).toEqual([]);
});

test('a call that ends badly offers its recording; with ?debug its page shows the inspector', async ({
	people,
	app
}) => {
	const ann = await people.arrives('Ann');
	await goTo(ann.page, `${app.url}/call/${people.room}?name=Ann&debug`);
	await active(ann.page, 'call', 'call.idle.waiting').waitFor();
	await presses(ann.page, en.inspect_title);
	await ann.startsCall();
	await app.endRoom(people.room);
	await ann.isIn('destroyed');
	await ann.reads(en.inspect_save_hint);
	const { segments } = recordingIn(await saved(ann.page));
	const ofTheCall = segments.at(-1)?.entries.filter(({ to }) => to === 'call');
	expect(ofTheCall?.at(-1)).toMatchObject({ value: 'destroyed' });
});

/** Until it has lost the room. */
async function drivesCall(page: Page, words = en): Promise<void> {
	await presses(page, words.inspect_drive);
	await active(page, 'call', 'call.idle.waiting').waitFor();
	const next = page.getByRole('region', { name: words.inspect_next });
	await next.getByRole('button', { name: 'user.start', exact: true }).click();
	await active(page, 'call', 'call.inCall.talking').waitFor();
	await active(page, 'call/publisher', 'publisher.open.publishing').waitFor();
	await next.getByText('→ reconnecting').getByRole('button', { name: 'room.RECONNECTING' }).click();
	await active(page, 'call', 'call.reconnecting').waitFor();
}

/** Axe takes a second for each look at so many states: every part is looked at once, some by day, some by night. */
describe.each([
	['English by day on a laptop', en, LOOKS.day, ['inspect_sequence', 'inspect_context']],
	['Chinese by night on a phone', zh, LOOKS.night, ['inspect_page']]
] as const)('%s', (_, words, look, tabs) => {
	test('a simulated call is driven by pressing its transitions, without faults', async ({ people }) => {
		const page = await people.opens('/inspect', { ...look, bypassCSP: true, reducedMotion: 'reduce' });
		await page.locator('[data-state-id="call.idle"]').waitFor();
		await page.getByRole('heading', { name: words.inspect_simulate }).waitFor();
		expect(await axeFaults(page), 'the way in').toEqual([]);
		await drivesCall(page, words);
		await page.locator('[data-timer="reconnecting"]').waitFor();
		expect(await axeFaults(page), 'log').toEqual([]);
		for (const tab of tabs) {
			await page.getByRole('tab', { name: words[tab] }).click();
			expect(await axeFaults(page), tab).toEqual([]);
		}
		await presses(page, words.inspect_everything);
		await presses(page, words.inspect_coverage);
		await page.locator('[data-edge-id="call:user.turnOn:0"].covered').waitFor({ state: 'attached' });
		expect(await axeFaults(page), 'everything').toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	});
});

/** What WCAG 1.4.12 asks pages to stand. It makes text wider than any font that a browser is likely to have. */
const WIDE_TEXT =
	'* { letter-spacing: 0.15em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }';

/** The texts of the chart that leave the box drawn for them, and the number of all. */
const overflowing = (page: Page) =>
	page.evaluate(() => {
		const texts = [...document.querySelectorAll('[data-text]')];
		const range = document.createRange();
		const outside = texts.filter((text) => {
			range.selectNodeContents(text);
			const inner = range.getBoundingClientRect();
			const outer = (text.closest('[data-box]') ?? text).getBoundingClientRect();
			const slack = 1;
			return (
				inner.left < outer.left - slack ||
				inner.top < outer.top - slack ||
				inner.right > outer.right + slack ||
				inner.bottom > outer.bottom + slack
			);
		});
		return { count: texts.length, outside: outside.map(({ textContent }) => textContent) };
	});

test('with a wide font, every text of the chart stays in its box and the countdown ring keeps its size', async ({
	people
}) => {
	const page = await people.opens('/inspect', { ...LOOKS.day, bypassCSP: true });
	await page.addStyleTag({ content: WIDE_TEXT });
	await drivesCall(page);
	for (const detail of ['overview', 'full']) {
		if (detail === 'full') await presses(page, en.inspect_everything);
		const ring = page.locator('[data-timer="reconnecting"]');
		const [{ width, height } = { width: 0, height: 0 }, zoom] = await Promise.all([
			ring.boundingBox().then((box) => box ?? undefined),
			page
				.locator('.svelte-flow__viewport')
				.evaluate((viewport) => new DOMMatrix(getComputedStyle(viewport).transform).a)
		]);
		expect(width / zoom, detail).toBeCloseTo(18, 0);
		expect(height / zoom, detail).toBeCloseTo(18, 0);
		await expect.poll(async () => (await overflowing(page)).outside, { message: detail }).toEqual([]);
		expect((await overflowing(page)).count, detail).toBeGreaterThan(50);
	}
});
