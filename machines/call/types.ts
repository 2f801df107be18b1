/** What the call chart itself knows: IDs and plain data. What a child chart owns is read from the child. */
import type { DeviceFact } from '../device/types';
import type {
	DeviceChoice,
	DeviceInfo,
	DeviceKind,
	EngineEvent,
	NoiseSuppression,
	QualityGrade,
	RoomStream,
	RoomUser
} from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';
import type { PictureMode } from '../pictures';
import type { PublisherFact } from '../publisher/types';
import type { TokenFact } from '../token/types';

export type Quality = { uplink: QualityGrade; downlink: QualityGrade };

/** Why the call is over. `pageHidden`: the tab went away, and a reload may come back. */
export type EndCause = 'left' | 'pageHidden' | 'failed' | 'kicked' | 'loggedOut';
export type CallEnd = { cause: EndCause; failure: Failure | null };

/** What a person wants, kept over a reload and a rejoin. */
export type Intents = Record<DeviceKind, boolean>;
/** Which devices a person has chosen; null for the browser's choice. */
export type Choices = Record<DeviceKind, DeviceChoice | null> & {
	/** Null for the system's default. */
	speaker?: DeviceChoice | null;
};

export type CallInput = {
	roomID: string;
	userName: string;
	intents: Intents;
	/** Absent in old recordings. */
	choices?: Choices;
	/** Likewise. */
	pictures?: PictureMode;
	/** Come straight back into the call, past the lobby: after a reload, or "rejoin". */
	resume: boolean;
	/** Absent in old recordings: as browsers do. */
	noise?: NoiseSuppression;
};
export type CallOutput = { end: CallEnd | null; intents: Intents };

/** A guard sees the context and the event only, so the call notes what its guards ask of a child and what outlives it. */
type DeviceNote = Pick<DeviceFact, 'state' | 'wanted' | 'choice'>;

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
	/** Why the room does not let me in, while I stand before it. */
	refusal: Failure | null;
	camera: DeviceNote;
	microphone: DeviceNote;
	/** The chosen speaker; null for the system's default. */
	speaker: DeviceChoice | null;
	/** What the person wants done to the noise in their sound. */
	noise: NoiseSuppression;
	token: TokenFact['state'];
	publisher: PublisherFact['state'] | null;
	/** The streams of others, by ID. Each has a player. */
	streams: Record<string, RoomStream>;
	/** Everyone else in the room; in the lobby, who is already there. */
	users: Record<string, RoomUser>;
	/** Whom the room has lost though their media goes on. */
	away: string[];
	/** To whom no network path leads, whether or not they send anything. */
	pathless: string[];
	/** Of each person in the room by ID, and of me under the empty ID. */
	quality: Record<string, Quality>;
	devices: DeviceInfo[];
	/** How much of pictures the person wants. */
	pictures: PictureMode;
	/** The machine cannot bear even the least that is sent. */
	overloaded: boolean;
	end: CallEnd | null;
};
export type ContextIsJson = Assert<IsJson<CallContext>>;

export type UserEvent =
	| { type: 'user.start'; userName: string }
	| { type: 'user.leave' }
	| { type: 'user.turnOn'; device: DeviceKind }
	| { type: 'user.turnOff'; device: DeviceKind }
	/** The device's one button: the opposite of what it shows, or another try. */
	| { type: 'user.toggle'; device: DeviceKind }
	/** Of a speaker, an empty ID is the system's default. */
	| { type: 'user.selectDevice'; device: DeviceKind | 'speaker'; deviceID: string }
	| { type: 'user.testSpeaker' }
	| { type: 'user.suppressNoise'; suppression: NoiseSuppression }
	| { type: 'user.choosePictures'; pictures: PictureMode }
	| { type: 'user.shareScreen' }
	| { type: 'user.stopScreen' }
	| { type: 'user.toggleScreen' }
	| { type: 'user.switchRoom'; roomID: string }
	/** Try again what failed: engine, token, device, publisher or a player. */
	| { type: 'user.retry' }
	| { type: 'user.unblockSound' }
	| { type: 'user.openChat' }
	| { type: 'user.closeChat' }
	/** `messageID`: new, and unlike that of anyone else, such as a UUID. */
	| { type: 'user.sendMessage'; messageID: string; text: string }
	| { type: 'user.retryMessage'; messageID: string };
export type PageEvent =
	| { type: 'page.hide' }
	/** The person goes to another page, by a link or the browser's buttons. `unloads`: out of the app, or a reload. */
	| { type: 'page.navigate'; unloads: boolean }
	/** The page goes on after it ran nothing for this long (ms), because the machine slept, or the browser froze it; or the clock was set. */
	| { type: 'page.wake'; stoodStill: number }
	| { type: 'page.autoplayFailed'; streamID: string }
	/** In how many lines of its shorter side the picture of someone else's stream is shown now; 0: nobody sees it. */
	| { type: 'page.streamResized'; streamID: string; height: number };
/** What the call's guards ask of a child. */
export type ReportEvent =
	| { type: 'report.token'; token: TokenFact; userID: string | null }
	| { type: 'report.device'; device: DeviceKind; fact: DeviceFact }
	| { type: 'report.speaker'; choice: DeviceChoice | null }
	| { type: 'report.noise'; suppression: NoiseSuppression }
	| { type: 'report.publisher'; fact: PublisherFact }
	/** Someone has written something that I do not see. */
	| { type: 'report.message'; user: RoomUser; text: string };
export type CallEvent = EngineEvent | UserEvent | PageEvent | ReportEvent;
export type EventsAreJson = Assert<IsJson<CallEvent>>;
export type EventOf<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

/** Things that happen and are over: shown and announced once. */
export type Notice =
	| { type: 'notice.joined'; user: RoomUser }
	| { type: 'notice.gone'; user: RoomUser; reason: 'left' | 'lost' | 'elsewhere' | 'kicked' | 'removed' }
	| { type: 'notice.message'; user: RoomUser; text: string }
	| { type: 'notice.switchFailed'; failure: Failure }
	| { type: 'notice.reasonIgnored'; reason: string };
