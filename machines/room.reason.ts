/**
 * The nine reasons a room changes state for, and one event type for each.
 * Spelling and number are ZEGO's: `ZegoRoomStateChangedReason` of zego-express-engine-webrtc 3.12.0
 * (`sdk/code/zh/ZegoExpressEntity.rtm.d.ts`). The zego adapter fails to compile when the SDK's enum differs.
 */
import type { Failure } from './failure';

export const ROOM_REASONS = [
	'LOGINING',
	'LOGINED',
	'LOGIN_FAILED',
	'RECONNECTING',
	'RECONNECTED',
	'RECONNECT_FAILED',
	'KICKOUT',
	'LOGOUT',
	'LOGOUT_FAILED'
] as const;

export type RoomReason = (typeof ROOM_REASONS)[number];

/** `roomID` is empty when the engine does not say which room it means. `failure` is null when all is well. */
export type RoomReasonEvent = {
	[R in RoomReason]: { type: `room.${R}`; roomID: string; failure: Failure | null };
}[RoomReason];
