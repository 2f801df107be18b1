/**
 * A child chart of the call on a page: how the page reaches the chart's first state, what causes its events, and what the
 * person sees of it.
 */
import type { Page } from 'playwright-core';
import type { AnyMachineSnapshot, AnyStateMachine, EventFrom, EventObject } from 'xstate';
import en from '../../../../messages/en.json';
import { DELAYS, renewalPause, streamRetry } from '../../../../machines/delays';
import type { EngineEvent } from '../../../../machines/engine';
import type { Chart } from '../../../model/charts/chart';
import { answered, emitted, press, tokenAnswered, type Event } from '../perform';

/** The page, the room of the call on it, and where the chart is before the event. */
export type Scene = { page: Page; roomID: string; before: AnyMachineSnapshot };
export type Act = (event: Event, scene: Scene) => Promise<void>;

export type Part = {
	chart: Chart;
	/** The actor, as recordings name it. */
	actor: string;
	/** Leads from a lobby in which nothing has been answered to the chart's first state. */
	arrange(page: Page, beginning: string): Promise<void>;
	/** Whether the page offers it now, or the engine or the browser causes it. */
	canPerform(event: EventObject, snapshot: AnyMachineSnapshot): boolean;
	/** By the event's type; the engine emits its own events. */
	acts: Readonly<Record<string, Act>>;
	/** What the engine adds to its events. */
	about: object;
	/** What the page shows, and what it should. */
	shows(page: Page, snapshot: AnyMachineSnapshot): Promise<[shown: unknown, expected: unknown]>;
};

/** One for each event of the chart that the engine does not emit: a new one does not compile without. */
export type Acts<M extends AnyStateMachine> = Record<Exclude<EventFrom<M>['type'], EngineEvent['type']>, Act> &
	Record<string, Act>;

/** For an event that `canPerform` rules out; `coverage/untaken.json` says why. */
export const ruledOut: Act = ({ type }) => Promise.reject(new Error(`No control causes ${type}`));

export const wordsFor = (code: string, device = ''): string =>
	((en as Record<string, string>)[code.replaceAll('.', '_')] ?? code).replaceAll('{device}', device);

/** The notes on the page that begin with these words. */
export const noted = async (page: Page, words: string): Promise<boolean> =>
	(await page.locator('.note').allInnerTexts()).some((note) => note.trim().startsWith(words));
export const tile = (page: Page, id: string) => page.locator(`[data-tile="${id}"]`);
export const stateOf = async (page: Page, id: string): Promise<string | null> =>
	(await tile(page, id).count()) === 0 ? null : tile(page, id).getAttribute('data-player-state');
/** Whether the tile shows that its owner speaks. */
export const speaks = async (page: Page, id: string): Promise<boolean> =>
	(await tile(page, id).locator('[data-speaking]').count()) > 0;
/** Of a toggle button: whether it is pressed, and whether it is busy. */
export const button = async (page: Page, name: string): Promise<[string | null, string | null]> => {
	const it = page.getByRole('button', { name, exact: true });
	return [await it.getAttribute('aria-pressed'), await it.getAttribute('aria-busy')];
};

/** The engine is loaded, no device is plugged in, and the token has come or was refused. */
export async function ready(page: Page, refused: string | null = null): Promise<void> {
	await page.evaluate(() => {
		const engine = window.simulation?.engine;
		if (engine) engine.hardware.tellDevices = () => undefined;
	});
	await answered('checkSystemRequirements')({ type: '' }, { page });
	await tokenAnswered(refused === null ? { type: 'xstate.done' } : { type: '', error: { code: refused } }, { page });
}

export async function entered(page: Page): Promise<void> {
	await ready(page);
	await press(page, en.start_call);
	await page.locator('main[data-call-state=loggingIn]').waitFor();
	await answered('loginRoom')({ type: '' }, { page });
	await page.locator('main:is([data-call-state=publishing], [data-call-state=inCall])').waitFor();
}

export const asAct =
	(act: (event: Event, page: Page) => Promise<void>): Act =>
	(event, { page }) =>
		act(event, page);

/** The room is lost and found again; what has given up tries again. */
export const resumed: Act = async (_, { page, roomID }) => {
	for (const type of ['room.RECONNECTING', 'room.RECONNECTED'] as const)
		await emitted({ type, roomID, failure: null }, { page });
};
export const tryAgain = asAct((_, page) => press(page, en.try_again));
export const timePasses =
	(pauseOf: (attempt: number) => number | null): Act =>
	async ({ type }, { page, before }) => {
		const name = /^xstate\.after\.(\w+)\./.exec(type)?.[1] ?? '';
		const { attempt, expiresIn } = before.context as { attempt: number; expiresIn: number };
		const pauses = {
			...DELAYS,
			retryPause: pauseOf(attempt) ?? DELAYS.tokenFetch,
			renewal: renewalPause(expiresIn)
		};
		await page.evaluate((milliseconds) => window.inside.advance(milliseconds), pauses[name as keyof typeof pauses]);
	};
export const streamTime = timePasses(streamRetry);

/** Only a defect makes these services throw: they report failures as data. */
export const isDefect = ({ type }: EventObject) =>
	/^xstate\.error\.actor\.(publisher$|stream$|0\.player\.open|0\.screen|0\.speaker\.output)/.test(type);
