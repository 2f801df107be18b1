/** The parts of the faults that need no browser: what a press causes, and how session descriptions are changed. */
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeviceKind } from '../../machines/engine';
import type { CallView } from '../../src/lib/call/view';
import { causeOf, eventOf, type UserAction, type FaultControls } from '../../src/lib/inspect/faults/fault.controls';
import type { FaultName } from '../../src/lib/inspect/faults/fault';
import { asLite, atEndOf, credentialsIn, pathIn, withoutCandidates } from '../../src/lib/inspect/faults/sdp';
import { command } from '../../src/lib/inspect/faults/channel';

describe('a press on a transition of a real call', () => {
	let done: unknown[];
	beforeEach(() => (done = []));
	const controlsWith = (on: FaultName[] | null): FaultControls => ({
		on,
		set: (...change: [FaultName, boolean]) => done.push(change),
		perform: (...act: [UserAction, DeviceKind]) => done.push(act),
		close: () => undefined
	});
	const press = (on: FaultName[] | null, path: string, type: string) => causeOf(controlsWith(on), path, { type });

	test.each([
		['call', 'room.RECONNECTING', [], ['signalling', true]],
		['call', 'room.RECONNECTED', ['signalling'], ['signalling', false]],
		['call', 'room.KICKOUT', [], ['elsewhere', true]],
		['call/token', 'token.willExpire', [], ['token', true]],
		['call/camera', 'device.lost', ['sound'], ['camera', true]],
		['call/camera', 'device.list', ['camera'], ['camera', false]],
		['call/player:ann_camera', 'player.PLAY_REQUESTING', [], ['ice', true]],
		['call/player:ann_camera', 'player.PLAYING', ['ice'], ['ice', false]],
		['call/player:ann_camera', 'page.autoplayFailed', [], ['sound', true]],
		['call/microphone', 'user.turnOff', [], ['user.turnOff', 'microphone']],
		['call/camera', 'user.turnOff', [], ['user.turnOff', 'camera']],
		['call', 'user.leave', [], ['user.leave', 'camera']]
	] as const)('%s: %s', (path, type, on, expected) => {
		press([...on], path, type)?.();
		expect(done).toEqual([expected]);
	});

	test.each([
		['no fault causes it', [], 'call', 'network.quality'],
		['it needs more data', [], 'call', 'user.switchRoom'],
		['the fault is on already', ['signalling'], 'call', 'room.RECONNECTING'],
		['the fault is not on', [], 'call', 'room.RECONNECTED'],
		['it is not a camera', [], 'call/microphone', 'device.lost'],
		['the call has no faults', null, 'call', 'room.KICKOUT']
	] as const)('does nothing when %s', (_, on, path, type) => {
		expect(press(on && [...on], path, type)).toBeNull();
	});
});

describe("an action of the person in another tab's call", () => {
	const device = (kind: DeviceKind, ids: string[]) => ({
		choices: ids.map((deviceID) => ({ device: kind, deviceID, label: '' })),
		deviceID: ids[0] ?? null
	});
	const view = {
		me: { userID: 'u1', userName: 'Ben' },
		camera: device('camera', ['one', 'two']),
		microphone: device('microphone', ['one'])
	} as CallView;

	test.each([
		['user.start', 'camera', { type: 'user.start', userName: 'Ben' }],
		['user.turnOn', 'microphone', { type: 'user.turnOn', device: 'microphone' }],
		['user.selectDevice', 'camera', { type: 'user.selectDevice', device: 'camera', deviceID: 'two' }],
		['user.selectDevice', 'microphone', null],
		['user.leave', 'camera', { type: 'user.leave' }]
	] as const)('%s, %s', (act, kind, expected) => expect(eventOf(act, kind, view)).toEqual(expected));

	test.each([
		[{ call: 'c', fault: 'ice', on: true }, true],
		[{ call: 'c', act: 'user.leave', device: 'camera' }, true],
		[{ call: 'c', fault: 'fire', on: true }, false],
		[{ call: 'c', act: 'user.switchRoom', device: 'camera' }, false],
		[{ ask: null }, false],
		['call', false]
	])('the message %j is accepted: %j', (said, understood) => expect(v.is(command, said)).toBe(understood));
});

describe('a session description', () => {
	const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');
	const part = (kind: string, ufrag: string, pwd: string, ...candidates: string[]) =>
		lines(`m=${kind} 9 UDP/TLS/RTP/SAVPF 96`, `a=ice-ufrag:${ufrag}`, `a=ice-pwd:${pwd}`, ...candidates, 'a=sendrecv');
	const here = 'a=candidate:1 1 udp 1 192.0.2.1 1 typ host';
	const there = 'a=candidate:2 1 udp 1 192.0.2.2 2 typ host';
	const sdp = lines('v=0') + part('audio', 'uu', 'pp', here, 'a=end-of-candidates') + part('video', 'uu', 'pp');

	test('loses nothing but its candidates', () => {
		expect(withoutCandidates(sdp)).toBe(lines('v=0') + part('audio', 'uu', 'pp') + part('video', 'uu', 'pp'));
	});

	test('gets another path: its credentials in each part, its candidates in the first', () => {
		const other = pathIn(part('audio', 'UU', 'PP', there));
		expect(other).toEqual({ ufrag: 'UU', pwd: 'PP', candidates: `${there}\r\n` });
		const led = atEndOf(other, sdp);
		expect(led).toBe(lines('v=0') + part('audio', 'UU', 'PP', there) + part('video', 'UU', 'PP'));
		expect(credentialsIn(led)).toEqual({ ufrag: 'UU', pwd: 'PP' });
	});

	test('is marked as ICE lite once, for the whole session', () => {
		expect(asLite(sdp)).toBe(sdp.replace('v=0\r\n', 'v=0\r\na=ice-lite\r\n'));
	});
});
