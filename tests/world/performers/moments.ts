/** Performs what happens to a camera, or to a page, while an answer of the server is awaited. */
import type { Browser, Page } from 'playwright-core';
import type { CallState } from '../../../machines/call/states';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import type { DeviceFacts } from '../invariants/facts';
import { performDevice, WELL } from './devices';
import { LIFECYCLE } from './lifecycle';
import { Room, type Present } from './room';

/** How the answers begin that are held. */
const WELCOME = '"t":"welcome"';
const PUBLISHED = '"t":"published"';
const STATES: Readonly<Record<string, CallState>> = { lobby: 'idle', end: 'destroyed' };

export async function openMoments(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const [ben, ann] = await Promise.all([
		room.arrives('Ben'),
		room.arrivesOverProxy('Ann', { hardware: {}, hasMailbox: true })
	]);
	await ben.startsCall();
	await ann.page.evaluate(() => window.hardware.put('camera', 'second', 'absent'));
	const enters = async (button: string) => {
		await ann.page.evaluate((texts) => window.mailbox.holds(texts), [WELCOME, PUBLISHED]);
		await ann.presses(button);
	};
	const lets = (text: string) => ann.page.evaluate((text) => window.mailbox.lets(text), text);
	/** Null: when a frozen page comes back is the browser's affair. */
	let isConnected: boolean | null = false;
	const answers: Readonly<Record<string, () => unknown>> = {
		loggingIn: () => lets(WELCOME),
		publishing: () => lets(PUBLISHED),
		reconnecting: () => ann.network?.restore()
	};
	const acts: Readonly<Record<string, (step: Step) => unknown>> = {
		start: () => enters(en.start_call),
		rejoin: () => enters(en.rejoin),
		answer: ({ before }) => answers[before.moment ?? '']?.(),
		lose: () => ann.network?.cut('everything'),
		leave: () => ann.presses(en.end_call)
	};
	const lifecycle: Readonly<Record<string, (page: Page) => Promise<void>>> = LIFECYCLE;
	const everyone = ({ moment = '', page, first = 'free' }: Values): Present[] => {
		const isIn = moment !== 'lobby' && moment !== 'end';
		const camera = { ...WELL, first: first as DeviceFacts['first'], second: 'absent' } as const;
		const presence = {
			place: isIn ? 'call' : moment,
			isServerUp: !isIn || moment === 'inCall',
			devices: { camera, microphone: WELL }
		} as const;
		return [
			{ guest: ben, isConnected: true, presence: isConnected === null ? null : { place: 'call' } },
			{ guest: ann, isConnected: isConnected === true, presence: page === 'frozen' ? null : presence }
		];
	};
	return {
		perform: async (step) => {
			const { part, event, before, after } = step;
			if (part === 'first') await performDevice(step, ann.page, 'camera');
			else await (part === 'page' ? lifecycle[event]?.(ann.page) : acts[event]?.(step));
			const { moment = '', page } = after;
			if (page === 'frozen') {
				if (event === 'answer' && before.moment === 'reconnecting') isConnected = null;
				return;
			}
			const state = STATES[moment] ?? (moment as CallState);
			await ann.isIn(state);
			// The server has let her in before it is heard.
			isConnected = ['loggingIn', 'publishing', 'inCall'].includes(state);
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
