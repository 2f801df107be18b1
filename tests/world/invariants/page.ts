/** A page says where the person is and what is wrong, and there is always a way on. */
import en from '../../../messages/en.json';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import type { Invariant } from './facts';
import { isShown } from './seen';

export const PAGE: readonly Invariant[] = [
	{
		name: 'a browser that cannot hold a call says so before the click',
		within: 3,
		faults: ({ facts, seen }) => {
			const isSaid = seen.notes.some(({ words }) => words.includes(en.browser_unsupported));
			return facts.isTooOld && !isSaid ? ['nothing says that this browser cannot hold a call'] : [];
		}
	},
	{
		name: 'nothing waits for ever',
		within: 10,
		faults: ({ facts, seen }) => {
			const isAsking = DEVICE_KINDS.some((kind) => facts.devices[kind].permission === 'prompt');
			return seen.isBusy && !isAsking && facts.isServerUp ? ['a button turns and turns'] : [];
		}
	},
	{
		name: 'the page is where the person is',
		within: 5,
		faults: ({ facts, seen }) => {
			const screen = { lobby: 'lobby', call: 'call', end: 'ended' }[facts.place];
			return seen.screen === screen ? [] : [`the page shows “${seen.heading}” (${seen.screen}), not the ${screen}`];
		}
	},
	{
		name: 'there is a way on',
		within: 3,
		faults: ({ seen }) => (seen.ways.length > 0 ? [] : ['nothing on the page can be pressed'])
	},
	{
		name: 'after the end nothing is left open',
		within: 4,
		faults: ({ facts, seen }) => {
			const { tracks, connections, sockets } = seen.open;
			const isLeft = facts.place === 'end' && tracks + connections + sockets > 0;
			return isLeft ? [`left: ${JSON.stringify(seen.open)}`] : [];
		}
	},
	{
		name: 'a file that is lost is said, and can be asked for again',
		within: 5,
		faults: ({ facts, seen }) => {
			const isSaid = isShown(seen, en.browser_engineLoad);
			return isSaid === facts.isIncomplete ? [] : [`it is ${isSaid ? 'said' : 'not said'} that a part is missing`];
		}
	},
	{
		name: 'the address is that of the room',
		within: 5,
		faults: ({ facts, seen }) =>
			facts.room === null || seen.path.endsWith(`/${facts.room}`) ? [] : [`the address is ${seen.path}`]
	},
	{
		name: 'every text of the inspector is in its box',
		within: 5,
		faults: ({ seen }) => seen.spilled.map((text) => `outside is “${text}”`)
	},
	{
		name: 'every error is caught',
		within: 0,
		faults: (_, { problems }) => problems
	}
];
