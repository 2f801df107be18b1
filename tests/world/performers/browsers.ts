/** Performs a call with browsers that lack something. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { FEATURES } from '../machines/features';
import { NEEDED } from '../plays/browsers';
import { WELL } from './devices';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';

export async function openBrowsers(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const ben = await room.arrives('Ben');
	await ben.startsCall();
	let ann: Guest | null = null;
	const changesBrowser = async (to: string) => {
		await ann?.context.close();
		const lacks = FEATURES.find((feature) => feature === to);
		ann = lacks ? await room.arrives('Ann', { lacks }) : null;
	};
	const everyone = ({ features = '', place, wanted }: Values): Present[] => {
		const camera = { ...WELL, wanted: wanted === 'on' };
		const presence = {
			place: place as 'lobby' | 'call' | 'end',
			isTooOld: NEEDED.has(features),
			devices: { camera, microphone: WELL }
		};
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call' } },
			...(ann ? [{ guest: ann, isConnected: place === 'call', presence }] : [])
		];
	};
	const doings: typeof DOINGS = {
		...DOINGS,
		turnOff: (guest) => guest.presses(en.camera_off),
		turnOn: (guest) => guest.presses(en.camera_off),
		tryToShare: async (guest) => {
			await guest.presses(en.share_screen);
			await guest.page.getByText(en.screen_unsupported).first().waitFor();
		}
	};
	return {
		perform: async ({ part, event, after }: Step) => {
			if (part === 'features') await changesBrowser(after.features ?? '');
			else if (ann) await doings[event]?.(ann);
		},
		look: (values) => room.looks(everyone(values)),
		close: () => room.close()
	};
}
