/** All events of the SDK that the call listens to. */
import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import type { ZegoEvent } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import * as v from 'valibot';
import type { DeleteReason, EngineEvent, RoomStream, RoomUser } from '../../../../machines/engine';
import { sourceOf } from '../../../../machines/stream';
import { userName as nameSchema } from '../../api/name';
import { Voices, ZEGO_LEVELS } from '../speech';
import { deleteReasons, failureOfCode, gradeOf, roomChange } from './zego.codes';
import { unpacked } from './zego.messages';

type SdkUser = { userID: string; userName?: string };
type Handlers = Partial<ZegoEvent>;

/** Other apps in the room may let people have names that nobody could read. */
function roomUser({ userID, userName }: SdkUser): RoomUser {
	const name = v.safeParse(nameSchema, userName);
	return { userID, userName: name.success ? name.output : userID };
}

/** Reports until the returned disposer is called. */
export function listen(zg: Pick<ZegoExpressEngine, 'on' | 'off'>, emit: (event: EngineEvent) => void): () => void {
	/** ZEGO gives no reason when a user goes, but their streams went just before, with a reason. */
	const goneFor = new Map<string, DeleteReason>();
	const voices = new Voices(ZEGO_LEVELS, (streamID, speaking) => emit({ type: 'remote.speaking', streamID, speaking }));

	const handlers: Handlers = {
		roomStateChanged: (roomID: string | undefined, sdkReason, code, extendedData) => {
			const { reason, failure } = roomChange(sdkReason, code, extendedData);
			emit({ type: `room.${reason}`, roomID: roomID ?? '', failure });
		},
		roomUserUpdate: (roomID, update, users) => {
			for (const [reason, some] of groupBy(users, ({ userID }) => goneFor.get(userID) ?? null))
				emit({
					type: 'room.userUpdate',
					roomID,
					update,
					users: some.map(roomUser),
					reason: update === 'ADD' ? null : reason
				});
			for (const { userID } of users) goneFor.delete(userID);
		},
		roomStreamUpdate: (roomID, update, list, extendedData) => {
			const streams = list.map(({ streamID, user }): RoomStream => ({ streamID, user: roomUser(user) }));
			const reasons = update === 'ADD' ? new Map<string, DeleteReason>() : deleteReasons(extendedData);
			for (const [reason, some] of groupBy(streams, ({ streamID }) => reasons.get(streamID) ?? null)) {
				for (const { user } of some)
					if (reason === null || reason === 'stopped') goneFor.delete(user.userID);
					else goneFor.set(user.userID, reason);
				emit({ type: 'room.streamUpdate', roomID, update, streams: some, reason });
			}
		},
		IMRecvBroadcastMessage: (roomID, messages) => {
			for (const { fromUser, message, messageID } of messages)
				emit({
					type: 'room.broadcastMessage',
					roomID,
					user: roomUser(fromUser),
					...unpacked(message, messageID)
				});
		},
		publisherStateUpdate: ({ streamID, state, errorCode, extendedData }) =>
			emit({ type: `publisher.${state}`, streamID, failure: failureOrNull(errorCode, extendedData) }),
		playerStateUpdate: ({ streamID, state, errorCode, extendedData }) => {
			if (state === 'NO_PLAY') voices.forget(streamID);
			emit({ type: `player.${state}`, streamID, failure: failureOrNull(errorCode, extendedData) });
		},
		remoteCameraStatusUpdate: (streamID, status) => emit({ type: 'remote.device', streamID, device: 'camera', status }),
		remoteMicStatusUpdate: (streamID, status) => {
			emit({ type: 'remote.device', streamID, device: 'microphone', status });
			if (status === 'MUTE') voices.end(streamID);
		},
		soundLevelUpdate: (levels) => {
			const heard = levels.filter(({ streamID, type }) => type === 'pull' && sourceOf(streamID) === 'camera');
			voices.look(new Map(heard.map(({ streamID, soundLevel }) => [streamID, soundLevel])), performance.now());
		},
		networkQuality: (userID, uplink, downlink) =>
			emit({ type: 'network.quality', userID, uplink: gradeOf(uplink), downlink: gradeOf(downlink) }),
		tokenWillExpire: (roomID) => emit({ type: 'token.willExpire', roomID })
	};

	const names = Object.keys(handlers) as (keyof Handlers)[];
	const each = (act: <K extends keyof Handlers>(name: K, handler: NonNullable<Handlers[K]>) => void) =>
		names.forEach((name) => {
			const handler = handlers[name];
			if (handler) act(name, handler);
		});
	each((name, handler) => zg.on(name, handler));
	return () => each((name, handler) => zg.off(name, handler));
}

const failureOrNull = (code: number, extendedData: string) => (code === 0 ? null : failureOfCode(code, extendedData));

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
	return groups;
}
