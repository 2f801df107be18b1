import { describe, expect, test, vi } from 'vitest';
import { failure } from '../../machines/failure';
import { streamIDOf } from '../../machines/stream';
import { createRecorder } from '../../src/lib/inspect/recording/recorder';
import type { Recording } from '../../src/lib/inspect/recording/recording';
import { compare } from '../../src/lib/inspect/recording/compare';
import { stateName } from '../../src/lib/inspect/chart/states';
import { Timeline } from '../../src/lib/inspect/recording/timeline';
import { startCall, type Setting } from './harness/call';
import { entriesOf, join, meet, record } from './harness/recorded';

const SECRETS = {
	roomID: 'secret-room-9f2c',
	me: 'Ada Lovelace',
	other: 'Grace Hopper',
	userID: 'u-4cc1dd',
	label: 'FaceTime HD of Ada (0x1234)',
	deviceID: 'a1b2c3d4e5f6',
	message: 'my-secret-plan',
	token: '04AAAAAGc0l5cAAABx6Rr0VxJ9eQ2Kq',
	credential: 'h0TqGZ1mB2dZ8yWk3VvU=',
	address: '192.168.17.23:3478'
};

/** A call with devices, people, a screen, a refused switch, a lost connection, and an end. */
async function eventfulCall(setting: Setting = {}) {
	const recorded = record({ input: { roomID: SECRETS.roomID, userName: SECRETS.me }, ...setting });
	const { call } = recorded;
	await join(call, SECRETS.me);
	await meet(call, SECRETS.roomID, { userID: SECRETS.userID, userName: SECRETS.other });
	call.actor.send({ type: 'user.turnOff', device: 'camera' });
	call.actor.send({ type: 'user.shareScreen' });
	call.actor.send({ type: 'user.sendMessage', messageID: 'secret-message', text: SECRETS.message });
	call.engine.room.people.write(SECRETS.userID, SECRETS.message, 'secret-message');
	call.actor.send({ type: 'user.switchRoom', roomID: SECRETS.roomID });
	await call.advance(1_000);
	call.engine.hardware.plugIn({ device: 'camera', deviceID: SECRETS.deviceID, label: SECRETS.label });
	call.engine.room.loseConnection();
	await call.advance(1_000);
	call.engine.room.restoreConnection();
	call.engine.room.people.leave(SECRETS.userID, 'lost');
	await call.advance(1_000);
	call.actor.send({ type: 'user.leave' });
	await call.advance(5_000);
	call.actor.send({ type: 'user.retry' });
	await call.settled();
	return recorded;
}

describe('a recording', () => {
	test('has each event with sender, receiver and result, in the order of cause and effect', async () => {
		const { read } = await eventfulCall();
		const entries = entriesOf(read());
		const at = entries.findIndex(({ event }) => event.type === 'user.turnOff');
		expect(entries.slice(at, at + 4)).toMatchObject([
			{ from: '', to: 'call', result: 'taken', via: ['call:user.turnOff:0'] },
			{ from: 'call', to: 'call/camera', value: 'closing', via: ['device.on:user.turnOff:0'] },
			{ from: 'call/camera', to: 'call', event: { type: 'report.device' } },
			{ from: 'call/camera', to: 'call/camera/0.device.closing', src: 'closeDevice' }
		]);
		expect(entries[at + 2]?.changes).toEqual([
			[['camera', 'state'], 'closing'],
			[['camera', 'wanted'], false]
		]);
		expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => a - b));
	});

	test('says why an event changed nothing: a guard was false, or the actor had ended', async () => {
		const { read } = await eventfulCall();
		const entries = entriesOf(read());
		const of = (type: string) => entries.filter(({ event, to }) => event.type === type && to === 'call');
		expect(of('user.switchRoom')).toMatchObject([{ result: 'ignored', guards: ['isAnotherRoom'] }]);
		expect(of('user.retry')).toMatchObject([{ result: 'dropped' }]);
	});

	test('gives every actor at any moment, and since when it has been in its states', async () => {
		const { call, read } = record();
		await join(call);
		const timeline = Timeline.of(read());
		const { actors } = timeline.after(timeline.entries.length - 1);
		expect([...actors.keys()].sort()).toEqual([
			'call',
			'call/camera',
			'call/chat',
			'call/microphone',
			'call/noise',
			'call/publisher',
			'call/screen',
			'call/speaker',
			'call/token',
			'call/voice'
		]);
		for (const [path, ref] of Object.entries({
			call: call.actor,
			'call/camera': call.actor.getSnapshot().children.camera
		})) {
			expect(actors.get(path)?.value).toEqual(ref?.getSnapshot().value);
		}
		const entered = timeline.entries.findLast(
			({ value, to }) => to === 'call' && stateName(value) === 'inCall.talking'
		);
		expect(actors.get('call')?.since['call.inCall']).toBe(entered?.at);
	});

	test('gives the same frame for an entry, whether stepped to or computed from a checkpoint', async () => {
		const { read } = await eventfulCall();
		const timeline = Timeline.of(read());
		const forward = timeline.entries.map((_, index) => timeline.after(index));
		let frame = timeline.origin;
		for (const [index, entry] of timeline.entries.entries()) {
			frame = timeline.next(frame, entry);
			expect(forward[index]).toEqual(frame);
		}
		expect(frame.actors.get('call')?.value).toBe('destroyed');
	});

	test('notifies subscribers of the same entries that it saves', async () => {
		const { recorder, call } = record();
		const live: string[] = [];
		const stop = recorder.subscribe((entries) => live.push(...entries));
		await call.advance(1_000);
		stop();
		const soFar = live.length;
		call.actor.send({ type: 'user.leave' });
		await call.advance(5_000);
		const saved = JSON.parse(recorder.save()) as Recording;
		expect(soFar).toBeGreaterThan(10);
		expect(live).toHaveLength(soFar);
		expect(saved.segments[0]?.entries.slice(0, soFar)).toEqual(live.map((entry) => JSON.parse(entry) as unknown));
	});
});

describe('redaction', () => {
	test('keeps no names, rooms, device labels, device IDs, tokens, passwords of relays or addresses', async () => {
		const leak = `connect ${SECRETS.address} as ${SECRETS.me} with ${SECRETS.token}`;
		const { call, recorder } = await eventfulCall({
			tokens: (tokens) => {
				const { token, userID: username, credential } = SECRETS;
				const answer = { token, iceServers: [{ urls: 'turn:a.example', username, credential }] };
				tokens.fetch = () => Promise.resolve({ userID: 'me', expiresIn: 3_600, ...answer });
			},
			script: {
				devices: [{ device: 'camera', deviceID: SECRETS.deviceID, label: SECRETS.label }],
				answers: {
					startPlaying: {
						outcome: 'fail',
						failure: { code: 'stream.interrupted', category: 'stream', retryable: true, detail: leak }
					}
				}
			}
		});
		const text = recorder.save();
		expect(call.top).toBe('destroyed');
		for (const secret of [...Object.values(SECRETS), 'Lovelace', 'Hopper', '192.168']) {
			expect(text).not.toContain(secret);
		}
		expect(text).toContain('stream.interrupted');
	});

	test("keeps only the code of a service's error", async () => {
		const { recorder, call } = record({
			tokens: (tokens) => {
				tokens.fetch = () => Promise.reject(new Error(`GET https://${SECRETS.address}/?token=${SECRETS.token}`));
			}
		});
		await call.advance(1_000);
		expect(call.facts.token.state).toBe('waiting');
		const text = recorder.save();
		expect(text).toContain('"error":{"code":"unknown.error","category":"unknown","retryable":true,"detail":"***"}');
		expect(text).not.toContain(SECRETS.token);
		expect(text).not.toContain(SECRETS.address);
	});

	test("keeps a vendor's error number, and the place in its SDK that wrote a warning", async () => {
		const { call, read } = record();
		await call.advance(1_000);
		const streamID = streamIDOf(SECRETS.userID, 'camera');
		for (const action of ['zc.p.psr.1', SECRETS.me, `zm.${SECRETS.roomID}`])
			call.engine.emit({ type: 'engine.log', level: 'error', action, errorCode: 1104039, streamID });
		const reported = failure('network.reconnectTimeout', 'ZEGO 1002053, server 52002');
		call.engine.emit({ type: 'publisher.NO_PUBLISH', streamID, failure: reported });
		await call.settled();
		const told = Timeline.of(read()).entries.map(({ event }) => event);
		const line = { type: 'engine.log', level: 'error', errorCode: 1104039, streamID: 'user-2_camera' };
		expect(told.filter(({ type }) => type === 'engine.log')).toEqual(
			['zc.p.psr.1', '***', '***'].map((action) => ({ ...line, action }))
		);
		expect(told.find(({ type }) => type === 'publisher.NO_PUBLISH')?.failure).toEqual(reported);
	});

	test('keeps an unforeseen event without its text', async () => {
		const { call, recorder } = record();
		await call.advance(1_000);
		const unforeseen = {
			type: 'user.retry',
			note: SECRETS.me,
			deep: { at: [SECRETS.address, 7, { who: SECRETS.me }] }
		};
		call.actor.send(unforeseen as never);
		call.actor.send({ type: 'user.switchRoom', roomID: SECRETS.roomID });
		await call.settled();
		const text = recorder.save();
		expect(text).toContain('{"type":"user.retry","note":"***","deep":{"at":["***",7,{"who":"***"}]}}');
		expect(text).toContain('{"type":"user.switchRoom","roomID":"room-2"}');
	});

	test('gives the same person, stream and room the same alias everywhere', async () => {
		const { read } = await eventfulCall();
		const entries = entriesOf(read());
		const played = entries.find(({ chart }) => chart === 'player');
		const joined = entries.find(({ event }) => event.type === 'room.userUpdate');
		expect(joined?.event.users).toEqual([{ userID: 'user-2', userName: 'person-2' }]);
		expect(played?.to).toBe('call/player:user-2_camera');
		expect(played?.event.input).toMatchObject({ streamID: 'user-2_camera', user: { userID: 'user-2' } });
	});
});

describe('a large recording', () => {
	test('drops its oldest part when it grows too large, and the rest still replays', async () => {
		const { call, recorder, read } = record();
		await join(call);
		for (let round = 0; round < 400; round++) {
			const devices = Array.from({ length: 100 }, (_, index) => ({
				device: 'microphone' as const,
				deviceID: `d${index}`,
				label: `Microphone ${index} of round ${round % 3}`
			}));
			call.engine.emit({ type: 'device.list', devices });
			await call.settled();
		}
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(1_000);
		const recording = read();
		expect(recorder.save().length).toBeLessThan(5_000_000);
		expect(recording.segments).toHaveLength(16);
		expect(recording.segments[0]?.at).toBeGreaterThan(0);
		expect(Object.keys(recording.segments[0]?.actors ?? {})).toContain('call/publisher');
		expect(compare(recording).differences).toEqual([]);
		const timeline = Timeline.of(recording);
		expect(timeline.after(timeline.entries.length - 1).actors.get('call/camera')?.value).toBe('off');
	}, 60_000);
});

test('a recorder that fails logs it once, and the call goes on', async () => {
	const said = vi.spyOn(console, 'error').mockReturnValue();
	let ticks = 0;
	const failing = createRecorder(() => {
		if (ticks++ > 5) throw new Error('no clock');
		return ticks;
	});
	const call = startCall({ inspect: failing.inspect });
	await call.advance(1_000);
	expect(call.context.engine.state).toBe('ready');
	expect(said).toHaveBeenCalledOnce();
});
