/** Performs what becomes of the network of one person. */
import type { Browser } from 'playwright-core';
import type { App } from '../../browser/support/app';
import type { Network } from '../../browser/support/devtools';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { DOINGS, Room, type Present } from './room';

const ACTS: Readonly<Record<string, (network: Network) => Promise<void>>> = {
	cut: (network) => network.cut('everything'),
	restore: (network) => network.restore(),
	loseMedia: (network) => network.cut('media'),
	connect: (network) => network.restore(),
	degrade: (network) => network.degrade(),
	recover: (network) => network.restore()
};

/** Whoever is back offers a new connection if the one before has broken, and nobody else does. */
const offersAfter = (event: string) => (event === 'restore' ? 1 : null);

export async function openNetworks(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const [ben, ann] = await Promise.all([room.arrives('Ben'), room.arrivesOverProxy('Ann')]);
	await ben.startsCall();
	let last = '';
	const everyone = ({ network = '', place = '' }: Values): Present[] => {
		const isServerUp = network !== 'cut';
		const presence = {
			place: place as 'lobby' | 'call' | 'end',
			isServerUp,
			hasPath: network !== 'noPath',
			offers: offersAfter(last)
		};
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call' } },
			{ guest: ann, isConnected: place === 'call' && isServerUp, presence }
		];
	};
	return {
		perform: async ({ part, event }: Step) => {
			last = event;
			if (part !== 'network') await DOINGS[event]?.(ann);
			else if (ann.network) await ACTS[event]?.(ann.network);
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
