/** Performs what a browser does to the sound of a page. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { collectEdges } from '../../browser/support/edges';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { DOINGS, Room, type Present } from './room';

/** Ann listens to Ben. */
export async function openSounds(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const hardware = { soundNeedsClick: true };
	const [ben, ann] = await Promise.all([room.arrives('Ben'), room.arrives('Ann', { hardware })]);
	await ben.startsCall();
	const everyone = ({ place = '', sound }: Values): Present[] => [
		{ guest: ben, isConnected: true, presence: { place: 'call' } },
		{
			guest: ann,
			isConnected: place === 'call',
			presence: { place: place as 'lobby' | 'call' | 'end', isSoundHeld: sound === 'held' }
		}
	];
	return {
		perform: async ({ part, event }: Step) => {
			if (part !== 'sound') await DOINGS[event]?.(ann);
			else if (event === 'hold') {
				await collectEdges(ann.page);
				await ann.page.reload();
			} else await ann.presses(en.unblock_sound);
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
