/** Performs what the other person does. */
import type { Browser } from 'playwright-core';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { crash } from '../../browser/support/devtools';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { NONE, WELL } from './devices';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';

const UPRIGHT = { width: 390, height: 844 };
const LYING = { width: 844, height: 390 };
const PHONE = { hardware: { phone: true }, context: { viewport: UPRIGHT, hasTouch: true, isMobile: true } };

async function turnsPhone(guest: Guest | null, viewport: typeof UPRIGHT): Promise<void> {
	await guest?.page.evaluate(() => window.hardware.turnPhone());
	await guest?.page.setViewportSize(viewport);
}

const WITHOUT_DEVICES = { camera: NONE, microphone: NONE };

export async function openPeople(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const ann = await room.arrives('Ann');
	let other: Guest | null = null;
	const joins = async (guest: Guest) => {
		other = guest;
		await guest.startsCall();
	};
	const acts: Readonly<Record<string, (guest: Guest | null) => Promise<unknown>>> = {
		join: async () => joins(await room.arrivesOverProxy('Ben')),
		joinWithoutDevices: async () => joins(await room.arrives('Ben', { hardware: { missing: [...DEVICE_KINDS] } })),
		joinOnPhone: async () => joins(await room.arrives('Ben', PHONE)),
		turn: (guest) => turnsPhone(guest, LYING),
		turnBack: (guest) => turnsPhone(guest, UPRIGHT),
		leave: async (guest) => {
			await guest?.presses(en.end_call);
			other = null;
		},
		vanish: async (guest) => {
			if (guest) await crash(guest.page);
			other = null;
		},
		loseNetwork: async (guest) => guest?.network?.cut('everything'),
		getNetworkBack: async (guest) => guest?.network?.restore()
	};
	const everyone = ({ place = '', other: theirs = '' }: Values): Present[] => {
		const mine = place as 'lobby' | 'call' | 'end';
		const isServerUp = theirs !== 'reconnecting';
		const devices = theirs === 'withoutDevices' ? WITHOUT_DEVICES : { camera: WELL, microphone: WELL };
		return [
			{ guest: ann, isConnected: mine === 'call', presence: { place: mine } },
			...(other
				? [{ guest: other, isConnected: isServerUp, presence: { place: 'call' as const, isServerUp, devices } }]
				: [])
		];
	};
	return {
		perform: async ({ part, event }: Step) => {
			await (part === 'other' ? acts[event]?.(other) : DOINGS[event]?.(ann));
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
