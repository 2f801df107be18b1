/** Performs a call with browsers that lack something. */
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { collectEdges } from '../../browser/support/edges';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { FEATURES } from '../machines/features';
import { NEEDED } from '../plays/browsers';
import type { ScreenState } from '../invariants/facts';
import { NONE, WELL } from './devices';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';
import { shares } from './screens';

/** Longer than nothing may arrive before a connection is repaired (ms). */
const SILENCE = 4_000;

/** Where texts have boxes. */
const withInspector = (room: Room) => ({
	url: `${room.url('Ann')}&debug`,
	context: { viewport: { width: 1366, height: 768 } }
});

export async function openBrowsers(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const ben = await room.arrives('Ben');
	await ben.startsCall();
	let ann: Guest | null = null;
	let last = '';
	/** The camera, in this call. */
	let hasBeenOff = false;
	const changesBrowser = async (to: string) => {
		if (ann) await collectEdges(ann.page);
		await ann?.context.close();
		const lacks = FEATURES.find((feature) => feature === to);
		ann = lacks ? await room.arrives('Ann', { lacks, ...(lacks === 'narrowFonts' && withInspector(room)) }) : null;
	};
	const everyone = ({ features = '', place, wanted, screen }: Values): Present[] => {
		const device = features === 'replaceTrack' && place === 'call' && hasBeenOff ? NONE : WELL;
		const camera = { ...device, wanted: wanted === 'on' };
		const presence = {
			place: place as 'lobby' | 'call' | 'end',
			isTooOld: NEEDED.has(features),
			offers: last === 'pass' ? 0 : null,
			devices: { camera, microphone: WELL }
		};
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call', screen: screen as ScreenState } },
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
			last = event;
			hasBeenOff = event === 'turnOff' || (hasBeenOff && part === 'wanted');
			if (part === 'features') await changesBrowser(after.features ?? '');
			else if (part === 'screen') await shares(ben, event);
			else if (part === 'time') await setTimeout(SILENCE);
			else if (ann) await doings[event]?.(ann);
			// In the lobby the inspector gives an overview, in the call it shows all that it knows.
			if (after.features === 'narrowFonts' && event === 'start') await ann?.presses(en.inspect_everything);
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
