/** Everything a page shows, worked out from the state of the call and its parts. Pages contain no decisions. */
import { callMachine } from '../../../machines/call/machine';
import type { CallTag } from '../../../machines/call/setup';
import { CALL_STATES, type CallState } from '../../../machines/call/states';
import type { CallEnd } from '../../../machines/call/types';
import type { MessageFact } from '../../../machines/chat/types';
import { DELAYS } from '../../../machines/delays';
import type { DeviceInfo, DeviceKind, RoomUser } from '../../../machines/engine';
import { failure as newFailure, type Failure } from '../../../machines/failure';
import type { PictureMode } from '../../../machines/pictures';
import { factsOf, type CallFacts, type CallTree } from './facts';
import { reachOf, type ReachView } from './flow';
import { noiseView, type NoiseView } from './noise';
import { speakerView, type SpeakerView } from './speaker';
import { NO_PATH, tilesOf, type TileView } from './tiles';

/** The sentence that heads the page and is announced when it changes. */
export type Status =
	| 'preparing'
	| 'ready'
	| 'unavailable'
	| 'connecting'
	| 'publishing'
	| 'alone'
	| 'inCall'
	| 'reconnecting'
	| 'leaving'
	| 'ended';

export type DeviceView = {
	/** The fact, never the wish: what others get right now. */
	shown: 'on' | 'off' | 'pending' | 'muted' | 'blocked';
	enabled: boolean;
	/** Why others get nothing of it, though the person wants them to. */
	failure: Failure | null;
	/** Why another than the chosen one is used. */
	setback: Failure | null;
	/** A host asks the person to turn it off. */
	muteRequested: boolean;
	choices: DeviceInfo[];
	deviceID: string | null;
	/** The ID of the next device in turn; null if there is only one. */
	nextID: string | null;
	/** The ID of the one that the person chose; null for the browser's choice. */
	chosenID: string | null;
};

export type ScreenView = { shown: 'on' | 'off' | 'pending'; enabled: boolean; failure: Failure | null };

export type ChatView = {
	open: boolean;
	enabled: boolean;
	unread: number;
	/** Something that I have written did not get through. */
	failed: boolean;
	/** While it is open, oldest first. */
	messages: MessageFact[];
};

export type CallView = {
	state: CallState;
	screen: 'lobby' | 'call' | 'ended';
	status: Status;
	roomID: string;
	me: RoomUser;
	/** Who is already there, while in the lobby. */
	others: RoomUser[];
	camera: DeviceView;
	microphone: DeviceView;
	speaker: SpeakerView;
	noise: NoiseView;
	screenShare: ScreenView;
	chat: ChatView;
	tiles: TileView[];
	/** Milliseconds from the beginning of the state until reconnecting is given up; null in every other state. */
	reconnectPatience: number | null;
	/** Null while the room has me, or nobody else is there. */
	reach: ReachView | null;
	soundBlocked: boolean;
	/** I speak in the call though my microphone is off. */
	mutedHint: boolean;
	/** How much of pictures the person wants. */
	pictures: PictureMode;
	/** My pictures are more than this device bears, however little is sent. */
	overloaded: boolean;
	/** What stands in the way: of engine, token or publisher, of entering the room, or of the player of someone else's stream. */
	failure: Failure | null;
	controls: { start: boolean; leave: boolean; retry: boolean; invite: boolean; switchRoom: boolean };
	end: CallEnd | null;
};

export function callView(state: CallTree): CallView {
	const facts = factsOf(state);
	const snapshot = callMachine.resolveState({ value: state.value as never, context: state.context });
	const is = (tag: CallTag) => snapshot.hasTag(tag);
	const isOver = is('leaving') || is('ended');
	const canStart = snapshot.can({ type: 'user.start', userName: '' });
	const failure = failedIn(facts)?.failure ?? facts.refusal ?? null;
	return {
		state: CALL_STATES.find((name) => snapshot.matches(name)) ?? 'destroyed',
		screen: is('lobby') ? 'lobby' : is('ended') ? 'ended' : 'call',
		status: statusOf(is, canStart, facts),
		roomID: facts.roomID,
		me: facts.user,
		others: Object.values(facts.users),
		camera: deviceView('camera', facts, snapshot.can({ type: 'user.toggle', device: 'camera' })),
		microphone: deviceView('microphone', facts, snapshot.can({ type: 'user.toggle', device: 'microphone' })),
		speaker: speakerView(facts),
		noise: noiseView(facts),
		screenShare: screenView(facts, snapshot.can({ type: 'user.shareScreen' })),
		chat: chatView(facts, snapshot.can({ type: 'user.openChat' })),
		tiles: isOver ? [] : tilesOf(facts, is('reconnecting')),
		reconnectPatience: is('reconnecting') ? DELAYS.reconnecting : null,
		reach: is('reconnecting') ? reachOf(facts) : null,
		soundBlocked: Object.values(facts.players).some(({ sound }) => sound === 'blocked'),
		mutedHint: facts.voice.mutedHint && is('inRoom'),
		pictures: facts.pictures,
		overloaded: facts.overloaded && facts.camera.state === 'on' && is('inRoom'),
		failure: failure ?? (is('reconnecting') ? null : unreachableIn(facts)),
		controls: {
			start: canStart,
			leave: !isOver,
			retry: failure !== null && snapshot.can({ type: 'user.retry' }),
			invite: is('inRoom') || is('lobby'),
			switchRoom: snapshot.can({ type: 'user.switchRoom', roomID: '' })
		},
		end: facts.end
	};
}

const STATUS_TAGS = [
	'preparing',
	'ready',
	'unavailable',
	'connecting',
	'publishing',
	'inCall',
	'reconnecting',
	'leaving',
	'ended'
] as const satisfies readonly (Status & CallTag)[];

function statusOf(is: (tag: CallTag) => boolean, canStart: boolean, { users }: CallFacts): Status {
	if (is('lobby') && !canStart) return 'unavailable';
	if (is('inCall') && Object.keys(users).length === 0) return 'alone';
	const status = STATUS_TAGS.find(is);
	if (status === undefined) throw new Error('A state of the call chart has no tag for what the page says');
	return status;
}

/** What was given up and can be tried again, the most fundamental first. */
const failedIn = ({ engine, token, publisher, screen, players }: CallFacts) =>
	[engine, token, publisher, screen, ...Object.values(players)].find((part) => part?.state === 'failed');

/** Whose picture the networks hold back, or would if there were one. The engine goes on looking for a way. */
const unreachableIn = ({ players, pathless }: CallFacts): Failure | null =>
	Object.values(players).find(({ state }) => state === 'unreachable')?.failure ?? (pathless[0] ? NO_PATH : null);

const SHOWN = {
	off: 'off',
	on: 'on',
	opening: 'pending',
	closing: 'pending',
	muted: 'muted',
	blocked: 'blocked'
} as const;
/** A device that the system mutes has not failed, but the page explains both alike. */
const MUTED = newFailure('device.muted');

function deviceView(device: DeviceKind, facts: CallFacts, enabled: boolean): DeviceView {
	const { state, failure, deviceID, choice, muteRequested } = facts[device];
	const isOpen = state === 'on' || state === 'muted';
	const choices = facts.devices.filter((info) => info.device === device);
	// Without an engine no device can be had. That is said once, of the engine.
	const blocked = state === 'blocked' && failure?.code !== facts.engine.failure?.code ? failure : null;
	return {
		shown: SHOWN[state],
		enabled,
		failure: state === 'muted' ? MUTED : blocked,
		setback: isOpen ? failure : null,
		muteRequested,
		choices,
		deviceID,
		chosenID: choice?.deviceID ?? null,
		nextID: nextIn(choices, deviceID)
	};
}

/** Before permission is given, browsers list devices without IDs. */
function nextIn(choices: DeviceInfo[], deviceID: string | null): string | null {
	const ids = choices.map((choice) => choice.deviceID).filter((id) => id !== '');
	return ids.length < 2 ? null : (ids[(ids.indexOf(deviceID ?? '') + 1) % ids.length] ?? null);
}

const chatView = ({ chat }: CallFacts, enabled: boolean): ChatView => ({
	...chat,
	open: chat.open && enabled,
	enabled,
	failed: chat.messages.some(({ state }) => state === 'failed'),
	messages: chat.open ? chat.messages : []
});

function screenView({ screen: { state, failure } }: CallFacts, canShare: boolean): ScreenView {
	const shown = state === 'off' ? 'off' : state === 'asking' ? 'pending' : 'on';
	// A screen that was given up is shown by `failedIn`.
	return { shown, enabled: canShare || shown === 'on', failure: state === 'failed' ? null : failure };
}
