/** The services the charts invoke, by type. `engine.actors.ts` provides them for any engine. */
import { fromCallback, fromPromise, type EventObject } from 'xstate';
import type { DeviceChoice, DeviceKind, NoiseSuppression, OpenedDevice, RoomUser } from './engine';
import type { Failure } from './failure';
import type { PictureMode } from './pictures';
import { unprovided } from './unprovided';
import type { VideoHeight } from './video.height';

const promise = <Output, Input>() => fromPromise<Output, Input>(unprovided);

/** `expiresIn` is in seconds. */
export type TokenGrant = { userID: string; expiresIn: number };
export type RoomEntry = { roomID: string; user: RoomUser };

/** Lives as long as the call: reports every engine event, and destroys the engine when it ends. */
export const engineEvents = fromCallback<EventObject, undefined>(unprovided);
export const createEngine = promise<void, undefined>();
export const enterLobby = promise<void, RoomEntry>();
export const loginRoom = promise<void, RoomEntry>();
export const switchRoom = promise<void, RoomEntry & { fromRoomID: string }>();
export const leaveRoom = promise<void, undefined>();
export const fetchToken = promise<TokenGrant, { roomID: string }>();
export const renewToken = promise<TokenGrant, { roomID: string }>();
export const openDevice = promise<OpenedDevice, { device: DeviceKind; choice: DeviceChoice | null }>();
export const closeDevice = promise<void, { device: DeviceKind }>();

/** The person has chosen how much of pictures they want. */
export type PicturesChosen = { type: 'pictures.chosen'; pictures: PictureMode };
/** Resolves when the room has it. */
export const sendMessage = promise<void, { messageID: string; text: string }>();
export const suppressNoise = promise<void, { suppression: NoiseSuppression }>();
/** Plays a short sound where all sound comes out. */
export const playTestSound = promise<void, undefined>();

/** Publishes, plays or captures for as long as it lives; stops when it is stopped. */
export type ServiceFailed = { type: 'service.failed'; failure: Failure };
/** `most`: the largest size in which its pictures are sent, until another is chosen. */
export const publishStream = fromCallback<PicturesChosen, { streamID: string; most: VideoHeight }>(unprovided);
export const playStream = fromCallback<EventObject, { streamID: string }>(unprovided);
/** Asks for pictures of this size, which come until another is asked for. */
export const sizeStream = fromCallback<EventObject, { streamID: string; height: VideoHeight }>(unprovided);
export const captureScreen = fromCallback<EventObject, undefined>(unprovided);
/** All sound comes out of this speaker as long as it lives, and then out of the system's default again. */
export const useSpeaker = fromCallback<EventObject, { deviceID: string }>(unprovided);
/** The room is in reach again. */
export type StreamResume = { type: 'stream.resume' };
