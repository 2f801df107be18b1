/** Everything a page shows, worked out from one snapshot of the call chart. Pages contain no decisions. */
import type { CallEnd } from '$machines/call.types';
import type { DeviceInfo, RoomUser } from '$machines/engine';
import type { Failure } from '$machines/failure';
import type { StreamSource } from '$machines/stream';

export type CallState =
	'idle' | 'creating' | 'loggingIn' | 'publishing' | 'inCall' | 'reconnecting' | 'loggingOut' | 'destroyed';

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
	/** What stands in the way and can be tried again: engine, token or publisher. */
	failure: Failure | null;
	controls: { start: boolean; leave: boolean; retry: boolean; invite: boolean; switchRoom: boolean };
	end: CallEnd | null;
};
