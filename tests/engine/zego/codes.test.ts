import { describe, expect, test } from 'vitest';
import { FAILURE_CODES, type FailureCode } from '../../../machines/failure';
import {
	deleteReasons,
	failureOfCode,
	failureOfError,
	gradeOf,
	roomChange,
	ZEGO_CODES
} from '../../../src/lib/engine/zego/zego.codes';

describe('error codes', () => {
	test.each<[string, FailureCode, number[]]>([
		['a faulty set-up', 'config.invalid', [1001004, 1101000, 1100001, 1103099]],
		['stream IDs', 'config.streamID', [1000014, 1000015, 1000016]],
		['user IDs', 'config.userID', [1002005, 1002006, 1002007]],
		['user names', 'config.userName', [1002008, 1002010]],
		['room IDs', 'config.roomID', [1002011, 1002012, 1002013]],
		['a second login', 'config.alreadyLoggedIn', [1002001, 1002056, 1002057, 1002058, 1102012]],
		['no login', 'config.notLoggedIn', [1000002, 1002002]],
		['a bad token', 'auth.tokenInvalid', [1002033, 1002077, 1102016, 1102020]],
		['an expired token', 'auth.tokenExpired', [1002078, 1102018]],
		['no privilege', 'auth.forbidden', [1002082, 1103019, 1104046]],
		['the blacklist', 'auth.blacklisted', [1002066]],
		['a broken network', 'network.broken', [1000017, 1100002, 1100003, 1102001, 1102013, 1102014, 1102017]],
		['a full room', 'capacity.roomFull', [1002034]],
		['too many streams', 'capacity.tooManyStreams', [1104045]],
		['a login elsewhere', 'kicked.elsewhere', [1002050, 1002086]],
		['the host', 'kicked.byHost', [1002055]],
		['a refused device', 'device.denied', [1103064]],
		['a device in use', 'device.inUse', [1103065]],
		['a missing device', 'device.notFound', [1103048]],
		['a device that went', 'device.unplugged', [1006006, 1106007, 1106008, 1106009, 1106010]],
		['a closed screen picker', 'screen.cancelled', [1103042]],
		['a taken stream ID', 'stream.duplicate', [1003028]],
		['a missing stream', 'stream.notFound', [1004002, 1104039]],
		['a forbidden stream', 'stream.forbidden', [1003025, 1004025]],
		['interrupted media', 'stream.interrupted', [1103028, 1104028, 1103050, 1104029, 1004020]],
		['media that gave up', 'stream.timeout', [1103051, 1104031, 1103060]],
		['chat limits', 'capacity.tooLarge', [1009002, 1009013]]
	])('%s: %s', (_what, code, numbers) => {
		for (const number of numbers) expect(failureOfCode(number)).toMatchObject({ code, detail: `ZEGO ${number}` });
	});

	test('each has one meaning, and each meaning has words', () => {
		expect(new Set(ZEGO_CODES).size).toBe(ZEGO_CODES.length);
		for (const number of ZEGO_CODES) expect(FAILURE_CODES).toContain(failureOfCode(number).code);
	});

	test("an unknown one keeps its number, and the server's", () => {
		expect(failureOfCode(1999999)).toMatchObject({ code: 'unknown.error', detail: 'ZEGO 1999999' });
		expect(failureOfCode(1002099, '{"server_code":52009999}').detail).toBe('ZEGO 1002099, server 52009999');
		expect(failureOfCode(1002034, 'liveroom error').detail).toBe('ZEGO 1002034');
	});

	test.each<[string, unknown, FailureCode]>([
		['of room calls', { code: 1102016, msg: 'liveroom error' }, 'auth.tokenInvalid'],
		['of media calls', { errorCode: 1103064, extendedData: '' }, 'device.denied'],
		[
			'of play, both at once',
			{ code: 1000002, message: '', errorCode: 1000002, extendedData: '' },
			'config.notLoggedIn'
		],
		['of JavaScript', new TypeError('reading null'), 'unknown.error'],
		['of our own', { code: 'device.notFound', detail: 'x' }, 'device.notFound']
	])('the error shape %s', (_shape, error, code) => {
		expect(failureOfError(error).code).toBe(code);
	});
});

describe('room changes', () => {
	test('a kick-out is recognised under any reason', () => {
		for (const reason of ['KICKOUT', 'LOGIN_FAILED', 'RECONNECT_FAILED', 'LOGOUT'] as const)
			for (const code of [1002050, 1002055, 1002086])
				expect(roomChange(reason, code, '')).toMatchObject({ reason: 'KICKOUT', failure: { category: 'kicked' } });
	});

	test('the same number means different failures in different states', () => {
		expect(roomChange('LOGIN_FAILED', 1002031, '').failure?.code).toBe('network.loginTimeout');
		expect(roomChange('RECONNECT_FAILED', 1002031, '').failure?.code).toBe('network.reconnectTimeout');
	});

	test('without a number there is no failure', () => {
		expect(roomChange('RECONNECTED', 0, '')).toEqual({ reason: 'RECONNECTED', failure: null });
	});
});

test('delete reasons 1 to 6', () => {
	const told = [1, 2, 3, 4, 5, 6, 7].map((code) => ({ stream_id: `s${code}`, code, description: '' }));
	expect([...deleteReasons(JSON.stringify({ stream_delete_reason: told }))]).toEqual([
		['s1', 'stopped'],
		['s2', 'lost'],
		['s3', 'elsewhere'],
		['s4', 'kicked'],
		['s5', 'left'],
		['s6', 'removed']
	]);
	for (const unreadable of ['', 'text', '{}', '[]', 'null']) expect(deleteReasons(unreadable).size).toBe(0);
});

test('quality grades', () => {
	expect([-1, 0, 1, 2, 3, 4, 5, -2, 0.5].map(gradeOf)).toEqual([-1, 0, 1, 2, 3, 4, -1, -1, -1]);
});
