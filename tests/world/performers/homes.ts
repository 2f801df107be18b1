/** Performs what becomes of the network of one of two homes behind NATs. */
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import type { Homes } from '../network/homes';
import { DOINGS, Room, type Present } from './room';

type Undo = () => unknown;

/** By then someone who is in the room has an offer parked, with what they have found (ms). */
const PARKED = 3_000;
/** By then the relay, which answers again, has been asked again (ms). */
const FOUND = 2_500;

const ACTS: Readonly<Record<string, (homes: Homes) => Undo>> = {
	blockUDP: (homes) => homes.blocksUDP('B'),
	cut: (homes) => homes.cuts('B'),
	connect: (homes) => homes.connects()
};
/** Each ends what one of the above began. */
const ENDS = new Set(['openUDP', 'restore', 'disconnect']);

/** Ben waits in home A. Ann is in home B, whose network changes. */
export async function openHomes(homes: Homes, inHomeA: Browser, inHomeB: Browser, app: App): Promise<Scene> {
	const room = new Room(inHomeA, app);
	const [ben, ann] = await Promise.all([room.arrives('Ben'), room.arrives('Ann', { at: inHomeB })]);
	await ben.startsCall();
	let undo: Undo | null = null;
	const ends = () => {
		undo?.();
		undo = null;
	};
	/** Ben waits anew, and the relay says nothing until his offer is there for whoever comes. */
	const hush = async () => {
		const answers = homes.hushesRelay('A');
		await ben.presses(en.end_call);
		await DOINGS.goElsewhere?.(ben);
		await ben.startsCall();
		await setTimeout(PARKED);
		answers();
		await setTimeout(FOUND);
	};
	const performs = async (event: string) => {
		if (event === 'hush') await hush();
		else if (event === 'move') homes.moves('B');
		else if (ENDS.has(event)) ends();
		else undo = ACTS[event]?.(homes) ?? null;
	};
	const everyone = ({ homes = '', place = '' }: Values): Present[] => {
		const isServerUp = homes !== 'cut';
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call' } },
			{
				guest: ann,
				isConnected: place === 'call' && isServerUp,
				presence: { place: place as 'lobby' | 'call' | 'end', isServerUp }
			}
		];
	};
	return {
		perform: async ({ part, event }: Step) => {
			if (part === 'homes') await performs(event);
			else await DOINGS[event]?.(ann);
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: async () => {
			ends();
			await room.close();
		}
	};
}
