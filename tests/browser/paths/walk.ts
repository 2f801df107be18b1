/** Follows a tour on the page. Each tour is a call in its own room. */
import type { Page } from 'playwright-core';
import type { CallContext } from '../../../machines/call/types';
import { OTHER_ROOM, ROOM } from '../../model/charts/call.chart';
import type { Tour, TourStep } from '../../model/harness/tours';
import { expectedIn } from '../../model/replay/expected';
import { perform as performIn } from './parts/index';
import type { Part } from './parts/part';
import { failsAtOnce, perform } from './perform';
import { factsOf } from '../../../src/lib/call/facts';
import { stateIn } from './call';
import { faultsOf, faultsOfNotes, shownOn, type Shown } from './seen';

/** How long a page that has gone elsewhere is waited for (ms); as for every look at it. */
const PATIENCE = 10_000;

type Look = (view: string) => Promise<void>;

/** The edges that were taken, and where the page left the tour, if it did. */
type Account = { edges: string[]; fault: string | null };

async function accountOf(
	page: Page,
	{ beginning, edges: first }: Tour,
	walk: (edges: string[], done: string[]) => Promise<void>
): Promise<Account> {
	const edges = [...first];
	const done: string[] = [beginning];
	try {
		await walk(edges, done);
		return { edges, fault: null };
	} catch (error) {
		return { edges, fault: [...done, String(error)].join('\n\t') };
	} finally {
		await end(page);
	}
}

const forgetEdges = (page: Page) => page.evaluate(() => (window.inside.edges = []));

export const goOn = (page: Page, tour: Tour, number: number, look: Look): Promise<Account> =>
	accountOf(page, tour, async (edges, done) => {
		const { beginning, start, edges: first, steps } = tour;
		const inItsRooms = <T>(value: T): T =>
			JSON.parse(
				JSON.stringify(value)
					.replaceAll(`"${ROOM}"`, `"tour-${number}"`)
					.replaceAll(`"${OTHER_ROOM}"`, `"other-${number}"`)
			) as T;
		const expected: string[] = [];
		let before = start;
		await begin(page, `tour-${number}`, beginning);
		await reaches(page, start.value, first);
		let shown = await shownOn(page);
		await forgetEdges(page);
		for (const [index, step] of steps.entries()) {
			done.push(JSON.stringify(step.event));
			const { screen } = expectedIn(stateIn(before));
			const next = steps[index + 1]?.event;
			const stage = { page, screen, context: inItsRooms(before.context as CallContext) };
			await perform(stage, inItsRooms(step.event), next);
			expected.push(...step.edges);
			before = step.snapshot;
			if (next && failsAtOnce(next)) continue;
			await reaches(page, step.snapshot.value, expected);
			edges.push(...expected.splice(0));
			shown = await check(page, step, shown);
			await look([shown.screen, shown.heading, ...shown.notes].join(' | '));
			await forgetEdges(page);
		}
	});

/** Likewise for a child chart. */
export const goOnIn = (page: Page, part: Part, tour: Tour, roomID: string): Promise<Account> =>
	accountOf(page, tour, async (edges, done) => {
		const { beginning, start, steps } = tour;
		let before = start;
		await page.evaluate((actor) => (window.inside.actor = actor), part.actor);
		await begin(page, roomID, beginning);
		await part.arrange(page, beginning);
		await reaches(page, start.value, []);
		await forgetEdges(page);
		for (const { event, snapshot, edges: taken } of steps) {
			done.push(JSON.stringify(event));
			await performIn(part, event, { page, roomID, before });
			await reaches(page, snapshot.value, taken);
			edges.push(...taken);
			const [shown, expected] = (await part.shows(page, snapshot)).map((one) => JSON.stringify(one));
			if (shown !== expected) throw new Error(`shown is ${String(shown)}, should be ${String(expected)}`);
			before = snapshot;
			await forgetEdges(page);
		}
	});

/**
 * Follows a link to another call. `resumed`: as a page that was reloaded during a call finds it. Both devices are off, unless
 * they are `wanted`.
 */
async function begin(page: Page, roomID: string, beginning: string): Promise<void> {
	const resumed = beginning === 'resumed';
	await page.evaluate(({ roomID, resumed }) => window.inside.goTo(roomID, resumed), { roomID, resumed });
	await page.locator('main[data-call-state]:not([data-old])').waitFor();
	await page.waitForFunction(() => window.inside.isHeard);
	if (resumed || beginning === 'wanted') return;
	await page.keyboard.press('v');
	await page.keyboard.press('m');
	await page.evaluate(() => window.inside.closesDevices());
}

async function reaches(page: Page, value: unknown, edges: string[]): Promise<void> {
	const wanted = { value: JSON.stringify(value), edges };
	const there = page.evaluate(({ value, edges }) => window.inside.reaches(value, edges), wanted);
	const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), PATIENCE));
	if ((await Promise.race([there, late])) !== 'late') return;
	there.catch(() => 'The page has gone on to the next call.');
	const is = await page.evaluate(() => ({ value: window.inside.value, edges: window.inside.edges }));
	throw new Error(`should be in ${JSON.stringify(value)} over ${edges.join(', ')}, is: ${JSON.stringify(is)}`);
}

async function check(page: Page, { snapshot, event, isLast }: TourStep, before: Shown): Promise<Shown> {
	const shown = await shownOn(page);
	// Leaving the lobby leads to the start page.
	if (shown.state === '') return shown;
	const context = snapshot.context as CallContext;
	const expected = expectedIn(stateIn(snapshot));
	const notes = isLast ? [] : faultsOfNotes(shown, expected, factsOf(stateIn(snapshot)));
	const faults = [...faultsOf(shown, expected, context), ...notes];
	if (shown.screen !== before.screen && shown.focus !== 'heading') faults.push(`the keyboard is at “${shown.focus}”`);
	if (faults.length > 0) throw new Error(`${event.type}: ${faults.join('; ')}`);
	return shown;
}

/** Lets the call log out, so that it ends. */
async function end(page: Page): Promise<void> {
	await page.evaluate(() => {
		const answers = window.simulation?.engine?.prompter.answers;
		if (answers) answers.logoutRoom = { outcome: 'succeed', after: 0 };
	});
}
