/**
 * ZEGO's enums and error numbers in our codes. Numbers: https://docs.zegocloud.com/article/5547, and those that only the
 * SDK's bundle has.
 */
import * as v from 'valibot';
import type { ZegoPlayerState, ZegoPublisherState } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import type { ZegoRoomStateChangedReason } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.rtm';
import type { DeleteReason, PlayerState, PublisherState, QualityGrade } from '../../../../machines/engine';
import { asFailure, failure, type Failure, type FailureCode } from '../../../../machines/failure';
import type { Assert } from '../../../../machines/json';
import type { RoomReason } from '../../../../machines/room.reason';

/** Doesn't compile if an update of the SDK adds, renames or drops a reason or a state. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
export type NoDrift = [
	Assert<Same<`${ZegoRoomStateChangedReason}`, RoomReason>>,
	Assert<Same<ZegoPublisherState['state'], PublisherState>>,
	Assert<Same<ZegoPlayerState['state'], PlayerState>>
];

const CODES: Partial<Record<FailureCode, readonly number[]>> = {
	'config.invalid': [1000001, 1001004, 1001005, 1002036, 1100001, 1101000, 1103001, 1103049, 1103056, 1103099],
	'config.streamID': [1000014, 1000015, 1000016],
	'config.userID': [1002005, 1002006, 1002007, 1002018],
	'config.userName': [1002008, 1002010],
	'config.roomID': [1002011, 1002012, 1002013, 1002014],
	'config.alreadyLoggedIn': [1002001, 1002056, 1002057, 1002058, 1002064, 1102012],
	'config.notLoggedIn': [1000002, 1002002, 1102015, 1102026],
	'config.badMessage': [1009001],
	'auth.tokenInvalid': [1002033, 1002077, 1102016, 1102020],
	'auth.tokenExpired': [1002078, 1102018],
	'auth.forbidden': [1002082, 1103019, 1104046],
	'auth.blacklisted': [1002066],
	'network.broken': [1000017, 1002051, 1009010, 1100002, 1100003, 1102001, 1102013, 1102014, 1102017, 1102022, 1102023],
	'network.loginTimeout': [1002031],
	'network.reconnectTimeout': [1002053],
	'capacity.roomFull': [1002034],
	'capacity.tooManyRooms': [1002037],
	'capacity.tooManyStreams': [1104045],
	'capacity.tooFast': [1009015],
	'capacity.tooLarge': [1009002, 1009013],
	// 1002086: this device was replaced while it was offline, and is back (since 3.11.0).
	'kicked.elsewhere': [1002050, 1002086],
	'kicked.byHost': [1002055],
	'device.denied': [1103064],
	'device.inUse': [1103065],
	'device.notFound': [1103048],
	'device.unplugged': [1006006, 1106007, 1106008, 1106009, 1106010],
	'device.constraints': [1103066],
	'device.failed': [1103011, 1103061],
	'screen.cancelled': [1103042],
	'screen.unsupported': [1103043],
	'screen.failed': [1103010],
	'stream.duplicate': [1003028],
	'stream.notFound': [1004002, 1104039],
	'stream.forbidden': [1003025, 1004025],
	'stream.interrupted': [
		1004020, 1103020, 1103021, 1103027, 1103028, 1103030, 1103050, 1103058, 1104020, 1104021, 1104027, 1104028, 1104029,
		1104030, 1104033
	],
	'stream.timeout': [1103051, 1103060, 1104031, 1104036],
	'browser.insecure': [1103053],
	'browser.unsupported': [1103002]
};

const CODE_OF = new Map<number, FailureCode>(
	Object.keys(CODES).flatMap((code) => {
		const failureCode = code as FailureCode;
		return (CODES[failureCode] ?? []).map((number) => [number, failureCode] as const);
	})
);

/** All numbers that have a code of their own. */
export const ZEGO_CODES: readonly number[] = [...CODE_OF.keys()];

/** `detail` holds ZEGO's number, and its server's if there is one. */
export function failureOfCode(code: number, extendedData = ''): Failure {
	const { server_code } = read(serverCode, extendedData) ?? {};
	const detail = server_code === undefined ? `ZEGO ${code}` : `ZEGO ${code}, server ${server_code}`;
	return failure(CODE_OF.get(code) ?? 'unknown.error', detail);
}

/** Room methods reject with `{ code, msg }`, media methods with `{ errorCode, extendedData }`, and some throw an `Error`. */
export function failureOfError(error: unknown): Failure {
	const result = v.safeParse(sdkError, error);
	return result.success ? failureOfCode(result.output) : asFailure(error);
}

const sdkError = v.union([
	v.pipe(
		v.object({ errorCode: v.number() }),
		v.transform(({ errorCode }) => errorCode)
	),
	v.pipe(
		v.object({ code: v.number() }),
		v.transform(({ code }) => code)
	)
]);

const KICKED: readonly FailureCode[] = ['kicked.elsewhere', 'kicked.byHost'];

/** A kick-out can come with another reason: a re-login that is refused after one arrives as `LOGIN_FAILED`. */
export function roomChange(
	reason: `${ZegoRoomStateChangedReason}`,
	code: number,
	extendedData: string
): { reason: RoomReason; failure: Failure | null } {
	if (code === 0) return { reason, failure: null };
	const why = failureOfCode(code, extendedData);
	if (KICKED.includes(why.code)) return { reason: 'KICKOUT', failure: why };
	// The SDK has one number for both (1002031).
	if (reason === 'RECONNECT_FAILED' && why.code === 'network.loginTimeout')
		return { reason, failure: failure('network.reconnectTimeout', why.detail) };
	return { reason, failure: why };
}

const GRADES: readonly QualityGrade[] = [-1, 0, 1, 2, 3, 4];
export const gradeOf = (grade: number): QualityGrade => GRADES.find((known) => known === grade) ?? -1;

/** `stream_delete_reason` 1 to 6. */
const DELETE_REASONS: Record<number, DeleteReason> = {
	1: 'stopped',
	2: 'lost',
	3: 'elsewhere',
	4: 'kicked',
	5: 'left',
	6: 'removed'
};

/** Why each stream went, if `extendedData` says so. */
export function deleteReasons(extendedData: string): Map<string, DeleteReason> {
	const { stream_delete_reason = [] } = read(streamDeletions, extendedData) ?? {};
	return new Map(
		stream_delete_reason.flatMap(({ stream_id, code }) => {
			const reason = DELETE_REASONS[code];
			return reason ? [[stream_id, reason] as const] : [];
		})
	);
}

const serverCode = v.object({ server_code: v.number() });
const streamDeletions = v.object({
	stream_delete_reason: v.array(v.object({ stream_id: v.string(), code: v.number() }))
});

/** `extendedData` is JSON, an empty string, or a message in English. */
function read<S extends v.GenericSchema>(schema: S, extendedData: string): v.InferOutput<S> | null {
	const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), extendedData);
	return result.success ? result.output : null;
}
