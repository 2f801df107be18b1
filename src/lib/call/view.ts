/** Everything a page shows, worked out from one snapshot of the call chart. Pages contain no decisions. */
import type { CallContext, CallEnd, PublisherFact, ScreenFact } from '../../../machines/call/types';
import type { DeviceInfo, DeviceKind, QualityGrade, RoomUser } from '../../../machines/engine';
import type { Failure } from '../../../machines/failure';
import { DELAYS } from '../../../machines/delays';
import { sourceOf, streamIDOf, type StreamSource } from '../../../machines/stream';
import type { CallState } from '../../../machines/call/exhaustive';
import { MY_SCREEN, PREVIEW } from '../engine/media';

export type { CallState };

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
	shown: 'on' | 'off' | 'pending' | 'blocked';
	wanted: boolean;
	enabled: boolean;
	failure: Failure | null;
	choices: DeviceInfo[];
	deviceID: string | null;
};

export type ScreenView = { shown: 'on' | 'off' | 'pending'; enabled: boolean; failure: Failure | null };

export type QualityView = 'unknown' | 'excellent' | 'good' | 'middle' | 'poor' | 'die';

export type TileView = {
	/** The key of the tile: the stream's ID, or the user's for someone who sends nothing. */
	id: string;
	userID: string;
	userName: string;
	/** Empty for someone who sends nothing. */
	streamID: string;
	source: StreamSource;
	local: boolean;
	/** What to ask the media registry for; null when there is nothing to show. */
	mediaID: string | null;
	state: 'none' | 'requesting' | 'playing' | 'stalled' | 'retrying' | 'failed';
	camera: boolean;
	microphone: boolean;
	quality: QualityView;
	failure: Failure | null;
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
	screenShare: ScreenView;
	tiles: TileView[];
	/** Milliseconds from the beginning of the state until reconnecting is given up; null in every other state. */
	reconnectPatience: number | null;
	soundBlocked: boolean;
	/** What stands in the way and can be tried again: engine, token, publisher, or the player of someone else's stream. */
	failure: Failure | null;
	controls: { start: boolean; leave: boolean; retry: boolean; invite: boolean; switchRoom: boolean };
	end: CallEnd | null;
};

/** What a snapshot consists of, live or read back from a recording. */
export type CallFacts = { value: unknown; context: CallContext };

export function callView({ value, context }: CallFacts): CallView {
	const state = topOf(value);
	const status = statusOf(state, value, context);
	const inRoom = state === 'publishing' || state === 'inCall';
	const failure = obstacleOf(context);
	return {
		state,
		screen: state === 'idle' ? 'lobby' : state === 'destroyed' ? 'ended' : 'call',
		status,
		roomID: context.roomID,
		me: context.user,
		others: Object.values(context.users),
		camera: deviceView('camera', context),
		microphone: deviceView('microphone', context),
		screenShare: screenView(context.screen, state === 'inCall'),
		tiles: state === 'loggingOut' || state === 'destroyed' ? [] : tilesOf(context),
		reconnectPatience: state === 'reconnecting' ? DELAYS.reconnecting : null,
		soundBlocked: Object.values(context.players).some(({ sound }) => sound === 'blocked'),
		failure,
		controls: {
			start: state === 'idle' && status !== 'unavailable',
			leave: state !== 'loggingOut' && state !== 'destroyed',
			retry: failure !== null && context.end === null,
			invite: inRoom || state === 'idle',
			switchRoom:
				state === 'inCall' && value !== null && typeof value === 'object' && Object.values(value)[0] === 'talking'
		},
		end: context.end
	};
}

function topOf(value: unknown): CallState {
	return (typeof value === 'string' ? value : Object.keys(value as object)[0]) as CallState;
}

function statusOf(state: CallState, value: unknown, context: CallContext): Status {
	switch (state) {
		case 'idle':
			if (context.engine.state === 'failed' || context.token.state === 'failed') return 'unavailable';
			return (value as { idle: string }).idle === 'waiting' ? 'ready' : 'preparing';
		case 'creating':
		case 'loggingIn':
			return 'connecting';
		case 'publishing':
			return 'publishing';
		case 'inCall':
			return Object.keys(context.users).length === 0 ? 'alone' : 'inCall';
		case 'reconnecting':
			return 'reconnecting';
		case 'loggingOut':
			return 'leaving';
		case 'destroyed':
			return 'ended';
	}
}

/** What stands in the way, the most fundamental first. */
function obstacleOf({ engine, token, publisher, players }: CallContext): Failure | null {
	const parts = [engine, token, publisher, ...Object.values(players)];
	return parts.find((part) => part?.state === 'failed')?.failure ?? null;
}

const SHOWN = { off: 'off', on: 'on', opening: 'pending', closing: 'pending', blocked: 'blocked' } as const;

function deviceView(device: DeviceKind, context: CallContext): DeviceView {
	const { state, wanted, failure, deviceID } = context[device];
	return {
		shown: SHOWN[state],
		wanted,
		enabled: context.end === null,
		failure: state === 'blocked' ? failure : null,
		choices: context.devices.filter((choice) => choice.device === device),
		deviceID
	};
}

function screenView({ state, failure }: ScreenFact, enabled: boolean): ScreenView {
	const shown = state === 'off' ? 'off' : state === 'asking' ? 'pending' : 'on';
	return { shown, enabled: enabled || shown === 'on', failure };
}

const PUBLISHED = { requesting: 'requesting', publishing: 'playing', retrying: 'retrying', failed: 'failed' } as const;
const QUALITIES = {
	[-1]: 'unknown',
	0: 'excellent',
	1: 'good',
	2: 'middle',
	3: 'poor',
	4: 'die'
} as const satisfies Record<QualityGrade, QualityView>;

function qualityOf({ quality }: CallContext, userID: string): QualityView {
	const known = quality[userID];
	return known ? QUALITIES[Math.max(known.uplink, known.downlink) as QualityGrade] : 'unknown';
}

function tilesOf(context: CallContext): TileView[] {
	const people = new Map(Object.entries(context.users));
	for (const { user } of Object.values(context.players)) people.set(user.userID, user);
	return [...myTiles(context), ...[...people.values()].flatMap((user) => tilesOfUser(user, context))];
}

function myTiles(context: CallContext): TileView[] {
	const { user, camera, microphone, publisher, screen } = context;
	const mine = {
		userID: user.userID,
		userName: user.userName,
		local: true,
		microphone: microphone.state === 'on',
		quality: qualityOf(context, '')
	};
	const own: TileView = {
		...mine,
		id: 'me',
		streamID: publisher?.streamID ?? '',
		source: 'camera',
		mediaID: camera.state === 'on' ? PREVIEW : null,
		camera: camera.state === 'on',
		...publishedAs(publisher)
	};
	if (screen.state === 'off' || screen.state === 'asking') return [own];
	const shared: TileView = {
		...mine,
		id: 'my-screen',
		streamID: streamIDOf(user.userID, 'screen'),
		source: 'screen',
		mediaID: MY_SCREEN,
		camera: true,
		state: PUBLISHED[screen.state],
		failure: screen.failure
	};
	return [own, shared];
}

function publishedAs(publisher: PublisherFact | null): Pick<TileView, 'state' | 'failure'> {
	return publisher
		? { state: PUBLISHED[publisher.state], failure: publisher.failure }
		: { state: 'none', failure: null };
}

function tilesOfUser(user: RoomUser, context: CallContext): TileView[] {
	const theirs = {
		userID: user.userID,
		userName: user.userName,
		local: false,
		quality: qualityOf(context, user.userID)
	};
	const playing = Object.values(context.players).filter((player) => player.user.userID === user.userID);
	if (playing.length === 0)
		return [
			{
				...theirs,
				id: user.userID,
				streamID: '',
				source: 'camera',
				mediaID: null,
				state: 'none',
				camera: false,
				microphone: false,
				failure: null
			}
		];
	return playing.map(({ streamID, state, camera, microphone, failure }) => ({
		...theirs,
		id: streamID,
		streamID,
		source: sourceOf(streamID),
		mediaID: streamID,
		state,
		camera: camera === 'OPEN',
		microphone: microphone === 'OPEN',
		failure
	}));
}
