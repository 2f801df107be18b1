/**
 * The charts beside the call's on a page: how the page comes to where each begins, how what happens to it is brought about,
 * and what the person sees of it.
 */
import type { Page } from 'playwright-core';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import en from '../../../messages/en.json';
import { PLAYER } from '../../../machines/call.setup';
import type { DeviceFact, PlayerFact, PublisherFact, TokenFact } from '../../../machines/call.types';
import { DELAYS, renewalPause, streamRetry, tokenRetry } from '../../../machines/delays';
import type { Operation } from '../../../src/lib/engine/simulated/simulated.script';
import { CHARTS, type ChartName } from '../../model/charts';
import { only, type Chart } from '../../model/charts/chart';
import { takenBy } from '../../model/harness/derive';
import { answered, emitted, press, tokenAnswered, type Event } from './perform';

/** The page, the room of the call on it, and where the chart is before the event. */
export type Scene = { page: Page; roomID: string; before: AnyMachineSnapshot };
type Act = (event: Event, scene: Scene) => Promise<void>;

export type Part = {
	chart: Chart;
	/** The actor, as recordings name it. */
	actor: string;
	/** From a lobby in which nothing has been answered yet to where the chart begins. */
	arrange(page: Page, beginning: string): Promise<void>;
	/** Whether the page offers it, or something real brings it about. */
	canPerform(event: EventObject, snapshot: AnyMachineSnapshot): boolean;
	/** By the event's type; what is not here is said by the engine. */
	acts: Readonly<Record<string, Act>>;
	/** What the engine says it with. */
	about: object;
	/** What the page shows, and what it should. */
	shows(page: Page, snapshot: AnyMachineSnapshot): Promise<[shown: unknown, expected: unknown]>;
};

const wordsFor = (code: string, device = ''): string =>
	((en as Record<string, string>)[code.replaceAll('.', '_')] ?? code).replaceAll('{device}', device);

/** The notes on the page that begin with these words. */
const noted = async (page: Page, words: string): Promise<boolean> =>
	(await page.locator('.note').allInnerTexts()).some((note) => note.trim().startsWith(words));
const tile = (page: Page, id: string) => page.locator(`[data-tile="${id}"]`);
const stateOf = async (page: Page, id: string): Promise<string | null> =>
	(await tile(page, id).count()) === 0 ? null : tile(page, id).getAttribute('data-player-state');
/** A switch: whether it is on, and whether that is about to change. */
const button = async (page: Page, name: string): Promise<[string | null, string | null]> => {
	const it = page.getByRole('button', { name, exact: true });
	return [await it.getAttribute('aria-pressed'), await it.getAttribute('aria-busy')];
};

/** The engine is there, with nothing plugged in, and the token came, or never will. */
async function ready(page: Page, refused: string | null = null): Promise<void> {
	await page.evaluate(() => {
		const engine = window.simulation?.engine;
		if (engine) engine.hardware.tellDevices = () => undefined;
	});
	await reply('checkSystemRequirements')({ type: '' }, page);
	await tokenAnswered(refused === null ? { type: 'xstate.done' } : { type: '', error: { code: refused } }, { page });
}

async function entered(page: Page): Promise<void> {
	await ready(page);
	await press(page, en.start_call);
	await page.locator('main[data-call-state=loggingIn]').waitFor();
	await reply('loginRoom')({ type: '' }, page);
	await page.locator('main:is([data-call-state=publishing], [data-call-state=inCall])').waitFor();
}

const reply = (operation: Operation, subject?: string) => (event: Event, page: Page) =>
	answered(operation, subject)(event, { page });
const asAct =
	(act: (event: Event, page: Page) => Promise<void>): Act =>
	(event, { page }) =>
		act(event, page);

/** Lost and found again; whoever waits for the room tries anew. */
const resumed: Act = async (_, { page, roomID }) => {
	for (const type of ['room.RECONNECTING', 'room.RECONNECTED'] as const)
		await emitted({ type, roomID, failure: null }, { page });
};
const tryAgain = asAct((_, page) => press(page, en.try_again));
const timePasses =
	(pauseOf: (attempt: number) => number | null): Act =>
	async ({ type }, { page, before }) => {
		const name = /^xstate\.after\.(\w+)\./.exec(type)?.[1] ?? '';
		const { attempt, expiresIn } = before.context as { attempt: number; expiresIn: number };
		const pause =
			name === 'retryPause'
				? (pauseOf(attempt) ?? DELAYS.tokenFetch)
				: name === 'renewal'
					? renewalPause(expiresIn)
					: DELAYS[name as keyof typeof DELAYS];
		await page.evaluate((milliseconds) => window.inside.pass(milliseconds), pause);
	};
const streamTime = timePasses(streamRetry);

/** A service that throws: the ones there are say what is wrong. */
const isDefect = ({ type }: EventObject) =>
	/^xstate\.error\.actor\.(publisher$|0\.(publisher|player)\.open|0\.screen)/.test(type);

const CAMERA = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));
/** What a press on the camera's button asks for. */
const turnsOff = ({ state, wanted }: DeviceFact) =>
	state === 'on' || ((state === 'opening' || state === 'closing') && wanted);
const toggle = asAct((_, page) => press(page, en.camera_off));
const noteOf = (page: Page, words: string) => page.locator('.note').filter({ hasText: words });
const FORBIDDEN = 'auth.forbidden';

const device: Part = {
	chart: {
		...CHARTS.device,
		variants: { ...CHARTS.device.variants, 'device.list': only({ devices: CAMERA }, { devices: [] }) }
	},
	actor: 'call/camera',
	async arrange(page, beginning) {
		// Without a token, "Try again" means everything that has failed.
		if (beginning === 'off') await ready(page, FORBIDDEN);
	},
	canPerform({ type }, snapshot) {
		const fact = (snapshot.context as { fact: DeviceFact }).fact;
		if (type === 'user.turnOff') return turnsOff(fact) || fact.state === 'blocked';
		if (type === 'user.turnOn') return !turnsOff(fact);
		if (type === 'user.selectDevice') return (snapshot.context as { plugged: string[] }).plugged.includes('camera-2');
		return true;
	},
	acts: {
		'user.turnOn': toggle,
		'user.turnOff': async (event, scene) => {
			const { state, failure } = (scene.before.context as { fact: DeviceFact }).fact;
			if (state !== 'blocked') return toggle(event, scene);
			await noteOf(scene.page, wordsFor(failure?.code ?? '', en.camera))
				.getByRole('button', { name: en.go_without })
				.click();
		},
		'user.retry': async (_, { page }) => {
			await noteOf(page, wordsFor(FORBIDDEN)).getByRole('button', { name: en.try_again }).click();
			await tokenAnswered({ type: '', error: { code: FORBIDDEN } }, { page });
		},
		'user.selectDevice': async ({ deviceID }, { page }) => {
			const select = page.getByRole('combobox', { name: en.camera_title, exact: true });
			await select.evaluate((it: HTMLSelectElement) => (it.value = ''));
			await select.selectOption(String(deviceID));
		},
		'xstate.done.actor.0.device.opening': asAct(reply('openDevice', 'camera')),
		'xstate.error.actor.0.device.opening': asAct(reply('openDevice', 'camera')),
		'xstate.done.actor.0.device.closing': asAct(reply('closeDevice', 'camera')),
		'xstate.error.actor.0.device.closing': asAct(reply('closeDevice', 'camera')),
		after: streamTime
	},
	about: { device: 'camera' },
	async shows(page, snapshot) {
		const { state, failure } = (snapshot.context as { fact: DeviceFact }).fact;
		const isPending = state === 'opening' || state === 'closing';
		const why = wordsFor(failure?.code ?? '', en.camera);
		return [
			[...(await button(page, en.camera_off)), state === 'blocked' && (await noted(page, why))],
			[String(state !== 'on'), String(isPending), state === 'blocked']
		];
	}
};

const token: Part = {
	chart: CHARTS.token,
	actor: 'call/token',
	arrange: (page) => reply('checkSystemRequirements')({ type: '' }, page),
	canPerform: ({ type }, snapshot) =>
		type !== 'token.granted' &&
		(type !== 'user.retry' || (snapshot.context as { fact: TokenFact }).fact.state === 'failed'),
	acts: {
		'user.retry': tryAgain,
		'token.willExpire': ({ type }, { page, roomID }) => emitted({ type, roomID }, { page }),
		'xstate.done.actor.0.token.fetching': tokenAnswered,
		'xstate.error.actor.0.token.fetching': tokenAnswered,
		'xstate.done.actor.0.token.renewing': async (event, { page }) => {
			await tokenAnswered(event, { page });
			await page.waitForFunction(() =>
				window.simulation?.engine?.prompter.unanswered.some(({ operation }) => operation === 'renewToken')
			);
			await reply('renewToken')({ type: '' }, page);
		},
		'xstate.error.actor.0.token.renewing': tokenAnswered,
		after: timePasses(tokenRetry)
	},
	about: {},
	async shows(page, snapshot) {
		const { state, failure } = (snapshot.context as { fact: TokenFact }).fact;
		const hasFailed = state === 'failed';
		const heading = (await page.locator('h1').innerText()) === en.status_unavailable;
		return [
			[heading, hasFailed && (await noted(page, wordsFor(failure?.code ?? '')))],
			[hasFailed, hasFailed]
		];
	}
};

const SENT = { requesting: 'requesting', publishing: 'playing', retrying: 'retrying', failed: 'failed' } as const;

const publisher: Part = {
	chart: CHARTS.publisher,
	actor: 'call/publisher',
	async arrange(page) {
		await press(page, en.camera_off);
		await reply('openDevice', 'camera')({ type: '' }, page);
		await entered(page);
	},
	canPerform: (event, snapshot) =>
		!isDefect(event) &&
		(event.type !== 'user.retry' || (snapshot.context as { fact: PublisherFact }).fact.state === 'failed'),
	acts: {
		'user.retry': tryAgain,
		'stream.resume': resumed,
		'service.failed': asAct(reply('startPublishing')),
		after: streamTime
	},
	about: { streamID: 'me_camera' },
	async shows(page, snapshot) {
		const { state, failure } = (snapshot.context as { fact: PublisherFact }).fact;
		const hasFailed = state === 'failed';
		return [
			[await stateOf(page, 'me'), hasFailed && (await noted(page, wordsFor(failure?.code ?? '')))],
			[SENT[state], hasFailed]
		];
	}
};

const ANN = { userID: 'ann', userName: 'Ann' };
const ANNS = 'ann_camera';
const REFUSED = 'player.open.sound.audible:page.autoplayFailed:0';
/** Sound is refused when pictures are really shown, for which the engine has then answered. */
const hasShown = (snapshot: AnyMachineSnapshot): boolean => {
	const taken = takenBy(snapshot);
	return taken.lastIndexOf(REFUSED) > taken.findLastIndex((edge) => /^player\.(retrying|failed):/.test(edge));
};

const player: Part = {
	chart: {
		...CHARTS.player,
		facts: (context: { attempt: number; fact: PlayerFact }) => [
			context.attempt,
			context.fact,
			hasShown({ context } as never)
		]
	},
	actor: `call/${PLAYER('')}`,
	async arrange(page) {
		await entered(page);
		await page.evaluate((ann) => {
			const { room } = window.simulation?.engine ?? {};
			room?.people.join(room.roomID, ann);
			room?.people.publish(ann.userID);
		}, ANN);
	},
	canPerform(event, snapshot) {
		const { state, sound } = (snapshot.context as { fact: PlayerFact }).fact;
		if (event.type === 'user.retry') return state === 'failed';
		if (event.type === 'page.autoplayFailed') return state === 'playing' && sound === 'audible' && !hasShown(snapshot);
		if (event.type === 'service.failed') return !hasShown(snapshot);
		return !isDefect(event);
	},
	acts: {
		'user.retry': tryAgain,
		'user.unblockSound': asAct((_, page) => press(page, en.unblock_sound)),
		'page.autoplayFailed': asAct(async (_, page) => {
			await page.evaluate(() => window.inside.refuseSound());
			await reply('startPlaying', ANNS)({ type: '' }, page);
		}),
		'stream.resume': resumed,
		'stream.DELETE': ({ reason }, { page, roomID }) =>
			emitted(
				{ type: 'room.streamUpdate', roomID, update: 'DELETE', streams: [{ streamID: ANNS, user: ANN }], reason },
				{ page }
			),
		'service.failed': asAct(reply('startPlaying', ANNS)),
		after: streamTime
	},
	about: { streamID: ANNS },
	async shows(page, snapshot) {
		if (snapshot.status === 'done')
			return [
				[await stateOf(page, ANNS), await stateOf(page, ANN.userID)],
				[null, 'none']
			];
		const { state, sound, camera, microphone, failure } = (snapshot.context as { fact: PlayerFact }).fact;
		const words = await tile(page, ANNS).innerText();
		return [
			[
				await stateOf(page, ANNS),
				words.includes(en.mark_camera_off),
				words.includes(en.mark_muted),
				await noted(page, en.sound_blocked),
				state === 'failed' && (await noted(page, wordsFor(failure?.code ?? '')))
			],
			[state, camera !== 'OPEN', microphone !== 'OPEN', sound === 'blocked', state === 'failed']
		];
	}
};

const share = asAct((_, page) => press(page, en.share_screen));
const MINE = 'me_screen';

const screen: Part = {
	chart: CHARTS.screen,
	actor: 'call/screen',
	arrange: entered,
	canPerform: (event) => !isDefect(event) && event.type !== 'user.retry',
	acts: {
		'screen.share': share,
		'user.stopScreen': share,
		'screen.captured': asAct(reply('startScreenCapture')),
		'service.failed': asAct(reply('startScreenCapture')),
		'report.publisher': ({ fact }, { page }) =>
			emitted({ type: 'publisher.PUBLISHING', streamID: (fact as PublisherFact).streamID, failure: null }, { page }),
		after: streamTime
	},
	about: { streamID: MINE },
	async shows(page, snapshot) {
		const isShared = snapshot.matches({ capturing: 'sharing' });
		const [pressed, busy] = await button(page, en.share_screen);
		return [
			[(await stateOf(page, 'my-screen')) !== null, pressed, busy],
			[isShared, String(isShared), String(snapshot.matches({ capturing: 'asking' }))]
		];
	}
};

export const PARTS: readonly (readonly [ChartName, Part])[] = [
	['device', device],
	['token', token],
	['publisher', publisher],
	['player', player],
	['screen', screen]
];

export async function perform(part: Part, event: Event, scene: Scene): Promise<void> {
	const act = part.acts[event.type] ?? (event.type.startsWith('xstate.after.') ? part.acts.after : undefined);
	if (act) return act(event, scene);
	await emitted({ ...event, ...part.about }, scene);
}
