/** Performs what becomes of the server. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { until } from '../../browser/support/until';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';

/** How many a room takes: Ben, and one more. */
export const ENV = { MAX_MEMBERS: '2' };

type Act = (step: Step) => Promise<unknown>;

/** As the server says it. */
const TOO_FAST = { status: 429, json: { code: 'capacity.tooFast', detail: '' } };
/** A page asks again and again, and tells the person that it is refused after so many ms. */
const REFUSED = 25_000;

export async function openServers(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const [ben, ann, cora] = await Promise.all([room.arrives('Ben'), room.arrives('Ann'), room.arrives('Cora')]);
	await ben.startsCall();
	/** A room with Ann and Ben is full; without Ann, Cora fills it. */
	let isFilled = false;
	let isDown = false;
	const kill = async () => {
		await app.kill();
		isDown = true;
	};
	const start = async () => {
		await app.restart();
		isDown = false;
	};
	const acts: Readonly<Record<string, Act>> = {
		kill,
		start,
		restart: async () => {
			await kill();
			await start();
		},
		pause: async () => app.freeze(),
		resume: async () => app.thaw(),
		fill: async ({ before }) => {
			isFilled = before.place !== 'call';
			await DOINGS.goElsewhere?.(cora);
			await (isFilled ? cora.startsCall() : isTurnedAway(cora, en.start_call, en.capacity_roomFull));
		},
		empty: async () => {
			if (isFilled) await cora.presses(en.end_call);
			isFilled = false;
		},
		refuse: () => ann.page.route('**/api/token?*', (route) => route.fulfill(TOO_FAST)),
		accept: () => ann.page.unroute('**/api/token?*')
	};
	const doings: Readonly<Record<string, Act>> = {
		tryToStart: () => isTurnedAway(ann, en.start_call, en.capacity_roomFull),
		tryToRejoin: ({ before }) =>
			isTurnedAway(ann, en.rejoin, before.server === 'full' ? en.capacity_roomFull : en.capacity_tooFast)
	};
	const everyone = ({ server = '', place = '' }: Values): Present[] => {
		const isServerUp = server !== 'paused' && server !== 'down';
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call', isServerUp } },
			{ guest: ann, isConnected: place === 'call', presence: { place: place as 'lobby' | 'call' | 'end', isServerUp } },
			{ guest: cora, isConnected: isFilled, presence: null }
		];
	};
	return {
		perform: async (step) => {
			const { part, event, after } = step;
			// Whoever waits in the lobby has a token already.
			const isLetIn = after.server === 'up' || (after.server === 'refusing' && event === 'start');
			await (part === 'server' ? acts[event]?.(step) : (doings[event]?.(step) ?? DOINGS[event]?.(ann)));
			// Also where the server has restarted and refuses what its lobby was given before.
			if (after.place === 'call' && isLetIn) await ann.isInCall();
		},
		look: async (values, since) => {
			if (isFilled) await cora.looks();
			return room.looks(everyone(values), since);
		},
		close: async () => {
			if (isDown) await app.restart();
			app.thaw();
			await room.close();
		}
	};
}

async function isTurnedAway(guest: Guest, button: string, words: string): Promise<void> {
	await guest.presses(button);
	await guest.page.getByText(words).first().waitFor({ timeout: REFUSED });
	await until(`${guest.name} is turned away`, async () => (await guest.looks()).screen === 'ended');
}
