/** Performs the events of a tour on a page: presses its controls, lets the simulated engine speak or answer, passes time. */
import type { Page } from 'playwright-core';
import type { EventObject } from 'xstate';
import en from '../../../messages/en.json';
import type { CallContext, PageEvent, ReportEvent, UserEvent } from '../../../machines/call/types';
import type { DeviceFact } from '../../../machines/device/types';
import type { PublisherFact } from '../../../machines/publisher/types';
import type { TokenFact } from '../../../machines/token/types';
import { DELAYS } from '../../../machines/delays';
import type { DeviceChoice, EngineEvent } from '../../../machines/engine';
import { failure, type Failure } from '../../../machines/failure';
import type { Operation } from '../../../src/lib/engine/simulated/simulated.script';
import type { CallView } from '../../../src/lib/call/view';
import { chartGraph } from '../../../src/lib/inspect/chart/graph';
import { CHARTS } from '../../model/charts';
import { setClockForward } from '../support/page';
import { isEngineEvent } from '../../model/chance/actions';

export type Event = EventObject & Record<string, unknown>;
/** What the chart knows, and the screen it shows, before the event. */
export type Stage = { page: Page; context: CallContext; screen: CallView['screen'] };
type Performance = (event: Event, stage: Stage) => Promise<void>;
/** Needs only the page. */
type Simple = (event: Event, stage: Pick<Stage, 'page'>) => Promise<void>;

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

export const emitted: Simple = (event, { page }) =>
	page.evaluate((event) => window.simulation?.engine?.emit(event), event as unknown as EngineEvent);

export const answered =
	(operation: Operation, subject?: string): Simple =>
	async ({ type, error, failure }, { page }) => {
		const why = (error ?? failure) as Failure | undefined;
		const outcome = why && !type.startsWith('xstate.done') ? ('reject' as const) : ('succeed' as const);
		const answer = { outcome, after: 0, ...(why && { failure: why }) };
		await page.waitForFunction(
			({ operation, answer, subject }) => window.simulation?.engine?.prompter.answer(operation, answer, subject),
			{ operation, answer, subject }
		);
	};

export const tokenAnswered: Simple = async ({ type, error }, { page }) => {
	const code = type.startsWith('xstate.done') ? null : (error as Failure).code;
	// The request may still be on its way: the tab waits for the lock of its user first.
	await page.waitForFunction((code) => window.inside.answerToken(code), code);
};

/** In a call it is in the menu, which would cover the notes. */
export async function choosePictures(page: Page, mode: unknown): Promise<void> {
	const select = page.getByRole('combobox', { name: en.pictures_title, exact: true });
	const isInMenu = !(await select.isVisible());
	if (isInMenu) await press(page, en.more);
	await select.selectOption(String(mode));
	if (isInMenu) await page.keyboard.press('Escape');
}

/** The name of a device's button says what it turns off: pressed means off. */
const toggled: Performance = ({ device }, { page }) =>
	press(page, device === 'camera' ? en.camera_off : en.mute_microphone);

const CAMERAS = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));

/** Also when the list shows it already. */
export const noiseChosen = async (page: Page, suppression: string): Promise<void> => {
	const list = page.getByRole('combobox', { name: en.noise_title, exact: true });
	await list.evaluate((it: HTMLSelectElement) => (it.selectedIndex = -1));
	await list.selectOption(suppression);
};

const SPEAKERS = [{ device: 'speaker', deviceID: 'speaker-1', label: 'Speaker' }];

/** Someone's stream plays, and the browser blocks its sound. */
const soundRefused: Performance = async (event, stage) => {
	await stage.page.evaluate(() => {
		window.inside.refuseSound();
		const people = window.simulation?.engine?.room.people;
		people?.join('elsewhere', { userID: 'ann', userName: 'Ann' });
		people?.publish('ann');
	});
	await answered('startPlaying')({ type: event.type }, stage);
};

/** The note about a blocked device: try again, or go without it. */
const inItsNote =
	(name: string): Performance =>
	(_, { page }) =>
		page.locator('.note').getByRole('button', { name, exact: true }).first().click();

export const writes = async (page: Page, text: string) => {
	await page.getByRole('textbox', { name: en.chat_label }).fill(text);
	await press(page, en.chat_send);
};

/** Opens the chat first. */
const sends: Performance = async ({ text = 'Hello' }, { page }) => {
	await press(page, en.chat);
	await writes(page, String(text));
};

const toldMessage: Performance = ({ user, text }, stage) =>
	emitted({ type: 'room.broadcastMessage', roomID: '', user, text, messageID: crypto.randomUUID() }, stage);

/** The page has no control for it. */
const never: Performance = ({ type }) => Promise.reject(new Error(`No control on the page sends ${type}`));

/** A new event of the person or the page does not compile until it has a control here. */
const PERSON: Record<(UserEvent | PageEvent)['type'], Performance> = {
	'user.start': (_, { page }) => press(page, en.start_call),
	'user.shareScreen': never,
	'user.stopScreen': never,
	'user.toggleScreen': (_, { page }) => press(page, en.share_screen),
	'user.turnOn': inItsNote(en.try_again),
	'user.turnOff': inItsNote(en.go_without),
	'user.toggle': toggled,
	'user.retry': (_, { page }) => press(page, en.try_again),
	'user.leave': (_, { page }) => press(page, en.end_call),
	'user.switchRoom': async ({ roomID }, { page }) => {
		await press(page, en.more);
		await press(page, `${en.switch_room}…`);
		await page.getByRole('dialog').getByLabel(en.join_label).fill(String(roomID));
		await press(page, en.switch);
	},
	'user.selectDevice': async ({ deviceID }, stage) => {
		const { page, screen } = stage;
		await emitted({ type: 'device.list', devices: CAMERAS }, stage);
		if (screen === 'call') await press(page, en.more);
		const select = page.getByRole('combobox', { name: en.camera_title, exact: true });
		await select.selectOption(String(deviceID));
	},
	'user.choosePictures': ({ pictures }, { page }) => choosePictures(page, pictures),
	'user.suppressNoise': async ({ suppression }, { page, screen }) => {
		if (screen === 'call') await press(page, en.more);
		await noiseChosen(page, String(suppression));
	},
	'user.testSpeaker': async (_, stage) => {
		const { page, screen } = stage;
		await emitted({ type: 'device.list', devices: SPEAKERS }, stage);
		if (screen === 'call') await press(page, en.more);
		await press(page, en.speaker_test);
	},
	'user.unblockSound': async (event, stage) => {
		await soundRefused(event, stage);
		await press(stage.page, en.unblock_sound);
	},
	'user.openChat': (_, { page }) => press(page, en.chat),
	'user.closeChat': async (_, { page }) => {
		await press(page, en.chat);
		await press(page, en.chat_close);
	},
	'user.sendMessage': sends,
	'user.retryMessage': async (event, stage) => {
		await sends(event, stage);
		await answered('sendBroadcastMessage')({ type: '', failure: failure('network.broken') }, stage);
		await stage.page.getByRole('log').getByRole('button', { name: en.try_again }).click();
	},
	'page.autoplayFailed': soundRefused,
	'page.streamResized': (_, { page }) => page.evaluate(() => window.inside.sees(true)),
	'page.hide': (_, { page }) => page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pagehide'))),
	'page.navigate': async ({ unloads }, { page, screen }) => {
		if (unloads === true) await page.evaluate(() => void dispatchEvent(new Event('beforeunload')));
		else if (screen === 'lobby') await page.getByRole('link', { name: en.app_name }).click();
		// As the browser's Back button does: in a call, the page has no link.
		else await page.evaluate(() => window.inside.goAway());
	},
	'page.wake': ({ stoodStill }, { page }) => setClockForward(page, Number(stoodStill))
};

const REPORTS: Record<ReportEvent['type'], Performance> = {
	'report.token': (event, stage) => {
		const { state, failure } = event.token as TokenFact;
		return tokenAnswered({ type: state === 'valid' ? 'xstate.done' : 'xstate.error', error: failure }, stage);
	},
	'report.device': (event, stage) => {
		const { state, failure } = event.fact as DeviceFact;
		return state === 'opening'
			? toggled(event, stage)
			: answered('openDevice', String(event.device))({ type: '', failure }, stage);
	},
	'report.speaker': async (event, stage) => {
		const { deviceID } = event.choice as DeviceChoice;
		const { page, screen } = stage;
		await emitted({ type: 'device.list', devices: [{ device: 'speaker', deviceID, label: 'Speaker' }] }, stage);
		if (screen === 'call') await press(page, en.more);
		await page.getByRole('combobox', { name: en.speaker_title, exact: true }).selectOption(deviceID);
	},
	'report.noise': async ({ suppression }, { page, screen }) => {
		if (screen === 'call') await press(page, en.more);
		await noiseChosen(page, String(suppression));
	},
	'report.publisher': (event, stage) => {
		const { state, streamID, failure } = event.fact as PublisherFact;
		return emitted(
			{ type: state === 'publishing' ? 'publisher.PUBLISHING' : 'publisher.NO_PUBLISH', streamID, failure },
			stage
		);
	},
	'report.message': toldMessage
};

/** How an invocation ends, by what is invoked. */
const OUTCOMES: Record<string, Performance> = {
	createEngine: answered('checkSystemRequirements'),
	enterLobby: async (event, stage) => {
		// The engine finds the people in the room that it has reported.
		const { roomID, users } = stage.context;
		await stage.page.evaluate(
			({ roomID, users }) => users.forEach((user) => window.simulation?.engine?.room.people.join(roomID, user)),
			{ roomID, users: Object.values(users) }
		);
		await answered('enterLobby')(event, stage);
	},
	loginRoom: answered('loginRoom'),
	switchRoom: answered('switchRoom'),
	fetchToken: tokenAnswered,
	/** Scripted before the state is entered, because logging out fails at once. */
	leaveRoom: () => Promise.resolve()
};
const INVOKED = new Map(
	chartGraph(CHARTS.call.machine)
		.states.flatMap(({ invokes }) => invokes)
		.map(({ id, src }) => [id, src])
);
const invoked = (type: string) => INVOKED.get(/^xstate\.(?:done|error)\.actor\.(.+)$/.exec(type)?.[1] ?? '') ?? '';

const timePasses: Performance = ({ type }, { page }) => {
	const name = /^xstate\.after\.(\w+)\./.exec(type)?.[1] as keyof typeof DELAYS;
	return page.evaluate((milliseconds) => window.inside.advance(milliseconds), DELAYS[name]);
};

/** The step before causes it, with nothing to do. */
export const failsAtOnce = ({ type }: EventObject): boolean => invoked(type) === 'leaveRoom';

/** `next`: what it needs may have to be scripted beforehand. */
export async function perform(stage: Stage, event: Event, next: EventObject | undefined): Promise<void> {
	if (next && failsAtOnce(next))
		await stage.page.evaluate(() => {
			const answers = window.simulation?.engine?.prompter.answers;
			if (answers) answers.logoutRoom = { outcome: 'reject' };
		});
	await performanceOf(event.type)(event, stage);
}

const OWN: Readonly<Record<string, Performance>> = { ...PERSON, ...REPORTS };

function performanceOf(type: string): Performance {
	const performance = OWN[type] ?? OUTCOMES[invoked(type)];
	if (performance) return performance;
	if (type.startsWith('xstate.after.')) return timePasses;
	if (isEngineEvent(type)) return emitted;
	throw new Error(`Nothing on the page causes ${type}: add its control to tests/browser/paths/perform.ts`);
}
