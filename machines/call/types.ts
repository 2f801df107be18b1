/** What the call chart knows: ids and plain data only. Each fact is reported by the child chart that owns it. */
import type { DeviceInfo, DeviceKind, EngineEvent, QualityGrade, RemoteDeviceStatus, RoomUser } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

/** `wanted` is the person's intent, `state` the fact; a rejoin restores the intent. */
export type DeviceFact = {
	state: 'off' | 'opening' | 'on' | 'closing' | 'blocked';
	wanted: boolean;
	deviceID: string | null;
	failure: Failure | null;
};
export type PublisherFact = {
	streamID: string;
	state: 'requesting' | 'publishing' | 'retrying' | 'failed';
	failure: Failure | null;
};
export type PlayerFact = {
	streamID: string;
	user: RoomUser;
	state: 'requesting' | 'playing' | 'stalled' | 'retrying' | 'failed';
	/** `blocked`: the browser refuses to play sound until the person clicks. */
	sound: 'audible' | 'blocked';
	camera: RemoteDeviceStatus;
	microphone: RemoteDeviceStatus;
	failure: Failure | null;
};
export type ScreenFact = {
	state: 'off' | 'asking' | 'requesting' | 'publishing' | 'retrying' | 'failed';
	failure: Failure | null;
};
export type TokenFact = { state: 'fetching' | 'valid' | 'waiting' | 'failed'; failure: Failure | null };
export type Quality = { uplink: QualityGrade; downlink: QualityGrade };

/** Why the call is over. `pageHidden`: the tab went away, and a reload may come back. */
export type EndCause = 'left' | 'pageHidden' | 'failed' | 'kicked' | 'loggedOut';
export type CallEnd = { cause: EndCause; failure: Failure | null };

/** What a person wants, kept over a reload and a rejoin. */
export type Intents = { camera: boolean; microphone: boolean };

export type CallInput = {
	roomID: string;
	userName: string;
	intents: Intents;
	/** Come straight back into the call, past the lobby: after a reload, or "rejoin". */
	resume: boolean;
};

export type CallContext = {
	roomID: string;
	/** Where `switchRoom` is going, while its token is fetched. */
	nextRoomID: string | null;
	/** The room that `switchRoom` has left; its LOGOUT is not the end. */
	previousRoomID: string | null;
	/** `userID` is empty until the server has issued it. */
	user: RoomUser;
	resume: boolean;
	engine: { state: 'loading' | 'ready' | 'failed'; failure: Failure | null };
	token: TokenFact;
	camera: DeviceFact;
	microphone: DeviceFact;
	screen: ScreenFact;
	publisher: PublisherFact | null;
	players: Record<string, PlayerFact>;
	/** Everyone else in the room; in the lobby, who is already there. */
	users: Record<string, RoomUser>;
	quality: Record<string, Quality>;
	devices: DeviceInfo[];
	end: CallEnd | null;
};
export type ContextIsJson = Assert<IsJson<CallContext>>;

export type UserEvent =
	| { type: 'user.start'; userName: string }
	| { type: 'user.leave' }
	| { type: 'user.turnOn'; device: DeviceKind }
	| { type: 'user.turnOff'; device: DeviceKind }
	| { type: 'user.selectDevice'; device: DeviceKind; deviceID: string }
	| { type: 'user.shareScreen' }
	| { type: 'user.stopScreen' }
	| { type: 'user.switchRoom'; roomID: string }
	/** Try again what failed: engine, token, device, publisher or a player. */
	| { type: 'user.retry' }
	| { type: 'user.unblockSound' };
export type PageEvent = { type: 'page.hide' } | { type: 'page.autoplayFailed'; streamID: string };
export type ReportEvent =
	| { type: 'report.token'; token: TokenFact; userID: string | null }
	| { type: 'report.device'; device: DeviceKind; fact: DeviceFact }
	| { type: 'report.screen'; fact: ScreenFact }
	| { type: 'report.publisher'; fact: PublisherFact }
	| { type: 'report.player'; fact: PlayerFact };
export type CallEvent = EngineEvent | UserEvent | PageEvent | ReportEvent;
export type EventsAreJson = Assert<IsJson<CallEvent>>;

/** Things that happen and are over: shown and announced once. */
export type Notice =
	| { type: 'notice.joined'; user: RoomUser }
	| { type: 'notice.gone'; user: RoomUser; reason: 'left' | 'lost' | 'elsewhere' | 'kicked' | 'removed' }
	| { type: 'notice.switchFailed'; failure: Failure }
	| { type: 'notice.reasonIgnored'; reason: string };
