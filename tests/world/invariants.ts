/** What must hold in every state of the environment, once things are quiet. */
import en from '../../messages/en.json';
import { DEVICE_KINDS } from '../../machines/device.kinds';
import type { DeviceKind } from '../../machines/engine';
import type { DeviceState } from '../browser/support/hardware';
import type { Note, Seen, Tile } from './performers/look';

export type DeviceFacts = {
	first: DeviceState;
	second: DeviceState;
	permission: 'prompt' | 'granted' | 'denied' | 'dismissed';
	/** By the person. */
	wanted: boolean;
};

/** What is so outside a page, and what its person wants. */
export type Facts = {
	devices: Record<DeviceKind, DeviceFacts>;
	/** Where the person has gone by a click, a reload within a minute, or by opening the page. */
	place: 'lobby' | 'call' | 'end';
	/** Whether the server answers, so that what needs it can be expected. */
	isServerUp: boolean;
	/** Whether the packets of a call reach others, so that theirs can be expected. */
	hasPath: boolean;
	/** What the page needs to hold a call and the browser lacks: nothing is expected but words. */
	isTooOld: boolean;
	/** The userIDs of everyone who is in the call. */
	connected: string[];
};

export type View = { name: string; facts: Facts; seen: Seen };

export type Evidence = {
	/** Of everyone whose page can be looked at. */
	views: View[];
	/** Whether pictures of this tile of theirs have come since the look before. */
	isMoving: (view: View, tile: Tile) => boolean;
	/** Errors that nobody caught. */
	problems: string[];
};

export type Invariant = {
	name: string;
	/** Seconds. */
	within: number;
	/** What is wrong, in words. */
	faults: (view: View, evidence: Evidence) => string[];
};

const isUsable = (state: DeviceState) => state === 'free' || state === 'muted';
const canBeOn = ({ first, second, permission }: Omit<DeviceFacts, 'wanted'>) =>
	permission === 'granted' && (isUsable(first) || isUsable(second));
const isOpenIn = ({ tracks }: Seen, kind: DeviceKind) => tracks.some((track) => track.kind === kind && track.enabled);
const isLit = ({ tracks }: Seen, kind: DeviceKind) =>
	tracks.some((track) => track.kind === kind && (kind === 'camera' || track.enabled));
const isMuted = ({ tracks }: Seen, kind: DeviceKind) => tracks.some((track) => track.kind === kind && track.muted);
const isSentBy = (seen: Seen, kind: DeviceKind) => isOpenIn(seen, kind) && !isMuted(seen, kind);
const isAbout = ({ words }: Note, kind: DeviceKind) => words.includes(en[kind]);
const onPage = ({ facts: { isTooOld }, seen }: View) =>
	!isTooOld && (seen.screen === 'lobby' || seen.screen === 'call');
const isInCall = ({ place, isServerUp, isTooOld }: Facts) => place === 'call' && isServerUp && !isTooOld;
const meets = (facts: Facts) => isInCall(facts) && facts.hasPath;
/** Where the page has buttons for them. */
const devicesOf = (view: View, fault: (kind: DeviceKind, facts: DeviceFacts) => string | false): string[] =>
	(onPage(view) ? DEVICE_KINDS : []).flatMap((kind) => {
		const found = fault(kind, view.facts.devices[kind]);
		return found === false ? [] : [found];
	});
const othersTiles = ({ seen }: View) => seen.tiles.filter(({ local }) => !local);
export const userIDOf = (seen: Seen): string => seen.tiles.find(({ local }) => local)?.userID ?? '';
const cameraOf = (seen: Seen, other: Seen) =>
	seen.tiles.find(({ userID, source }) => userID === userIDOf(other) && source === 'camera');

export const INVARIANTS: readonly Invariant[] = [
	{
		name: 'a device that is wanted, allowed and free is on',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, { wanted, ...facts }) => {
				return wanted && canBeOn(facts) && !isOpenIn(view.seen, kind) && `the ${kind} is not on`;
			})
	},
	{
		name: 'a device that is not wanted is closed',
		within: 1,
		faults: (view) => devicesOf(view, (kind, { wanted }) => !wanted && isLit(view.seen, kind) && `the ${kind} is open`)
	},
	{
		name: 'the button and the preview tell what is so',
		within: 2,
		faults: (view) => {
			const isOpen = isSentBy(view.seen, 'camera');
			return [
				...devicesOf(view, (kind) => {
					const isOn = view.seen.buttons[kind]?.isOn ?? false;
					return isOn !== isSentBy(view.seen, kind) && `the button says that the ${kind} is ${isOn ? 'on' : 'off'}`;
				}),
				...devicesOf(view, (kind) => {
					const { isPreviewed } = view.seen;
					return kind === 'camera' && isPreviewed !== isOpen && `the preview shows ${isPreviewed ? 'a' : 'no'} picture`;
				})
			];
		}
	},
	{
		name: 'what the system mutes is said',
		within: 2,
		faults: (view) =>
			devicesOf(view, (kind, { wanted }) => {
				const isSaid = view.seen.notes.some((note) => isAbout(note, kind));
				return wanted && isMuted(view.seen, kind) && !isSaid && `nothing says that the ${kind} is muted`;
			})
	},
	{
		name: 'what is blocked has words and a next step',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, { wanted, ...facts }) => {
				if (!wanted || canBeOn(facts) || facts.permission === 'prompt') return false;
				const hasHelp = view.seen.notes.some((note) => isAbout(note, kind) && note.buttons.length > 0);
				return !hasHelp && `nothing says what to do about the ${kind}`;
			})
	},
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
		name: 'everyone who is connected is listed once, and nobody else',
		within: 5,
		faults: ({ facts, seen }) => {
			if (!isInCall(facts)) return [];
			const [is, should] = [
				seen.tiles.filter(({ source }) => source === 'camera').map(({ userID }) => userID),
				facts.connected
			].map((userIDs) => userIDs.toSorted().join(', '));
			return is === should ? [] : [`listed are “${is}”, there are “${should}”`];
		}
	},
	{
		name: 'a picture that flows is called playing, and one that stands still is not',
		within: 5,
		faults: (view, { isMoving }) =>
			othersTiles(view).flatMap((tile) => [
				...(isMoving(view, tile) && tile.state !== 'playing' ? [`a picture flows and is called ${tile.state}`] : []),
				...(!isMoving(view, tile) && tile.state === 'playing' && tile.isSeen
					? ['a picture stands still and is called playing']
					: [])
			])
	},
	{
		name: 'others receive what I send, and read what I do not',
		within: 5,
		faults: (view, evidence) =>
			evidence.views.flatMap((other) => {
				const theirs = cameraOf(view.seen, other.seen);
				if (other === view || !theirs || !meets(view.facts) || !meets(other.facts)) return [];
				const sends = (kind: DeviceKind) => isSentBy(other.seen, kind);
				const isMoving = evidence.isMoving(view, theirs) && theirs.isSeen;
				const isSilent = theirs.marks.includes(en.mark_muted) || theirs.state === 'none';
				return [
					...(sends('camera') && !isMoving ? [`no picture of ${other.name} arrives`] : []),
					...(!sends('camera') && theirs.isSeen ? [`a picture of ${other.name} is shown, who sends none`] : []),
					...(sends('microphone') === isSilent
						? [`it says that the microphone of ${other.name} is ${isSilent ? 'off' : 'on'}`]
						: [])
				];
			})
	},
	{
		// A path that was there is missed after some seconds, and then looked for for twelve.
		name: 'a path that is missing is said, and no other',
		within: 25,
		faults: (view, { views }) => {
			const isMissing = (other: View) =>
				other !== view && isInCall(other.facts) && !(meets(view.facts) && meets(other.facts));
			const isSaid = [
				...view.seen.notes.map(({ words }) => words),
				...view.seen.tiles.flatMap(({ marks }) => marks)
			].some((words) => words.includes(en.network_noPath));
			const isDue = isInCall(view.facts) && views.some(isMissing);
			return isDue === isSaid ? [] : [isDue ? 'nothing says that there is no path' : 'it says that there is no path'];
		}
	},
	{
		name: 'every error is caught',
		within: 0,
		faults: (_, { problems }) => problems
	}
];
