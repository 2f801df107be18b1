/**
 * THE PORT: what the charts ask of a call engine and what it reports. Types only.
 * Operations and states are named as in ZEGO's Express SDK; a rejected operation carries a `Failure`.
 */
import type { Failure } from './failure';
import type { RoomReasonEvent } from './room.reason';
import type { VideoHeight } from './video.height';

export type EngineKind = 'local' | 'zego' | 'simulated';
export type DeviceKind = 'camera' | 'microphone';
export type UpdateType = 'ADD' | 'DELETE';
export type PublisherState = 'NO_PUBLISH' | 'PUBLISH_REQUESTING' | 'PUBLISHING';
export type PlayerState = 'NO_PLAY' | 'PLAY_REQUESTING' | 'PLAYING';
/** Whether someone else's device sends: ZEGO's `remoteCameraStatusUpdate` and `remoteMicStatusUpdate`. */
export type RemoteDeviceStatus = 'OPEN' | 'MUTE';
/** ZEGO's web grades; −1 is unknown. https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~QualityGrade */
export type QualityGrade = -1 | 0 | 1 | 2 | 3 | 4;
/** Why someone or a stream went: ZEGO's `stream_delete_reason` 1–6 in words. */
export type DeleteReason = 'stopped' | 'left' | 'lost' | 'elsewhere' | 'kicked' | 'removed';

export type RoomUser = { userID: string; userName: string };
export type RoomStream = { streamID: string; user: RoomUser };
/** What a device is known by. Browsers give it a new ID at times; the label finds it again. */
export type DeviceChoice = { deviceID: string; label: string };
/** For music; as browsers do; more than that. */
export type NoiseSuppression = 'off' | 'browser' | 'strong';
/** `muted`: by the system, from the start. */
export type OpenedDevice = { deviceID: string; muted: boolean };
export type DeviceInfo = { device: DeviceKind | 'speaker' } & DeviceChoice;
export type RoomLogin = { roomID: string; user: RoomUser; token: string };

export type StreamEvent<P extends string, S extends string> = {
	[K in S]: { type: `${P}.${K}`; streamID: string; failure: Failure | null };
}[S];
export type PublisherEvent = StreamEvent<'publisher', PublisherState>;
type RoomUpdate = { roomID: string; update: UpdateType; reason: DeleteReason | null };
export type PlayerEvent = StreamEvent<'player', PlayerState>;

export type EngineEvent =
	| RoomReasonEvent
	| PublisherEvent
	| PlayerEvent
	/** Before login, who is already in the room: the whole list each time. Only engines with a lobby send it. */
	| { type: 'lobby.users'; roomID: string; users: RoomUser[] }
	/** Before login, the room no longer shows who is there, because its host has locked it, say. Likewise. */
	| { type: 'lobby.refused'; roomID: string; failure: Failure }
	| ({ type: 'room.userUpdate'; users: RoomUser[] } & RoomUpdate)
	| ({ type: 'room.streamUpdate'; streams: RoomStream[] } & RoomUpdate)
	| { type: 'remote.device'; streamID: string; device: DeviceKind; status: RemoteDeviceStatus }
	/** The room has lost someone whose media still arrives, or no network path leads to them. Only engines that can tell send it. */
	| { type: 'remote.connection'; userID: string; state: 'CONNECTED' | 'RECONNECTING' | 'NO_PATH' }
	/** Someone else has written something: ZEGO's `IMRecvBroadcastMessage`. `messageID` is of their own making. */
	| { type: 'room.broadcastMessage'; roomID: string; user: RoomUser; messageID: string; text: string }
	/** `userID` is empty for myself. Someone else's downlink is what they get of me. */
	| { type: 'network.quality'; userID: string; uplink: QualityGrade; downlink: QualityGrade }
	/** The token is about to expire, or was refused while the engine reconnects: `renewToken` is due. */
	| { type: 'token.willExpire'; roomID: string }
	| { type: 'device.list'; devices: DeviceInfo[] }
	/** The person changed their mind in the browser's own permission settings. */
	| { type: 'device.permission'; device: DeviceKind; granted: boolean }
	/** An open device stopped by itself: unplugged, taken by another program, or its permission withdrawn. Or the system mutes it. */
	| { type: 'device.lost'; device: DeviceKind; failure: Failure }
	| { type: 'device.muted'; device: DeviceKind; muted: boolean }
	/** I begin to speak, or cease, and someone else does: ZEGO's `capturedSoundLevelUpdate` and `soundLevelUpdate`, past a threshold. */
	| { type: 'device.speaking'; device: DeviceKind; speaking: boolean }
	| { type: 'remote.speaking'; streamID: string; speaking: boolean }
	/** A host of the room asks me to turn it off, which only I do. Only engines with hosts send it. */
	| { type: 'device.muteRequested'; device: DeviceKind }
	/** The browser's own "Stop sharing" was pressed. Or the shared window is minimised, which mutes it. */
	| { type: 'screen.ended' }
	| { type: 'screen.muted'; muted: boolean }
	/** The machine cannot bear even the least that is sent, or can again. Only engines that encode for each receiver send it. */
	| { type: 'engine.overload'; overloaded: boolean }
	/** Of the log of a vendor's SDK. `action`: where in the SDK; `errorCode` 0: none; `streamID` empty: of no stream. */
	| { type: 'engine.log'; level: 'warn' | 'error'; action: string; errorCode: number; streamID: string };

export interface CallEngine {
	readonly kind: EngineKind;
	/** Registers every event source in one place; they are released by the returned disposer and by `destroy`. */
	subscribe(listener: (event: EngineEvent) => void): () => void;
	/** Rejects when this browser cannot hold a call. Never prompts. */
	checkSystemRequirements(): Promise<void>;
	/** Takes the chosen device, or the browser's choice, and shows it in the preview; a late result after `signal` aborts is released at once. */
	openDevice(device: DeviceKind, choice: DeviceChoice | null, signal: AbortSignal): Promise<OpenedDevice>;
	/** Resolves when nothing of the device is sent any more and, for the camera, its light is off. */
	closeDevice(device: DeviceKind): Promise<void>;
	/** ZEGO's `ANS`. Rejects where `strong` can't be had, or comes after `signal` aborts: then it is `browser`. */
	setNoiseSuppression(suppression: NoiseSuppression, signal: AbortSignal): Promise<void>;
	/** Releases camera, microphone and screen at once. */
	stopPreview(): void;
	/** Rejects with `screen.cancelled` when the person closes the browser's picker. */
	startScreenCapture(signal: AbortSignal): Promise<{ muted: boolean }>;
	stopScreenCapture(): void;
	/** Does ahead of login what can be done: connects, shows who is there. Nobody is told. */
	enterLobby(login: RoomLogin): Promise<void>;
	/** Progress and outcome arrive as `room.*`, beginning with `room.LOGINING`; it may never settle after a logout. */
	loginRoom(login: RoomLogin): Promise<void>;
	switchRoom(fromRoomID: string, login: RoomLogin): Promise<void>;
	/** May be asked for once `room.LOGINING` has come; the outcome arrives as `publisher.*`. */
	startPublishing(streamID: string): Promise<void>;
	/** The largest size in which its pictures are sent, asked for before it is published or while it is. */
	setVideoConfig(streamID: string, most: VideoHeight): void;
	stopPublishing(streamID: string): void;
	startPlaying(streamID: string): Promise<void>;
	stopPlaying(streamID: string): void;
	/** How large its pictures are wanted while it plays; 0, which is `mutePlayStreamVideo` to ZEGO: none. Its sound goes on. */
	setPlayStreamVideoType(streamID: string, height: VideoHeight): void;
	/** To everyone else in the room. Resolves when the room has it. Sent again, it keeps its ID. At most `MESSAGE_BYTES`. */
	sendBroadcastMessage(messageID: string, text: string): Promise<void>;
	renewToken(token: string): Promise<void>;
	/** Answered by `room.LOGOUT`, also when nothing was logged in. */
	logoutRoom(): void;
	/** Ends every track, connection, socket, listener and timer of this engine. Called exactly once. */
	destroy(): void;
}
