/** The rules of camera and microphone, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure, type FailureCode } from '../../machines/failure';
import { arrange, PATIENCE } from './harness/arrange';
import { startCall, type RunningCall } from './harness/call';
import { asked, NEVER } from './harness/rules';

describe('intent is not fact', () => {
	const camera = (call: RunningCall) => call.facts.camera;

	it('the button turns a device off and on', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.toggle', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
		call.actor.send({ type: 'user.toggle', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: true });
	});

	it('a device that will not close stays on, and unwanted', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = [{ outcome: 'fail' }, { outcome: 'succeed' }];
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: false });
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		expect(camera(call)).toMatchObject({ state: 'on', wanted: true });
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
	});

	it('a device that would not close is not replaced by another that is chosen, but asked to close again', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = [{ outcome: 'fail' }, { outcome: 'succeed' }];
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: false });
		call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
		await call.advance(100);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false, deviceID: 'camera-2' });
		expect(call.engine.hardware.openDevices).toEqual(['microphone']);
	});

	it('a device that will not say whether it closed counts as on', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = NEVER;
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(DELAYS.deviceClose - 1);
		expect(call.facts.microphone).toMatchObject({ state: 'closing', wanted: false });
		await call.advance(1);
		expect(call.facts.microphone).toMatchObject({ state: 'on', wanted: false });
	});

	it('on, off and on again, quicker than the device: it ends as it was wanted last', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = { outcome: 'succeed', after: 500 };
		for (const type of ['user.turnOff', 'user.turnOn', 'user.turnOff', 'user.turnOn'] as const)
			call.actor.send({ type, device: 'camera' });
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'on', wanted: true });
		expect(call.engine.hardware.openDevices).toContain('camera');
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['microphone']);
	});

	it('reconnecting turns nothing on', async () => {
		const call = await arrange('inCall');
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(100);
		call.engine.room.loseConnection();
		await call.advance(10_000);
		call.engine.room.restoreConnection();
		await call.advance(10_000);
		expect(call.top).toBe('inCall');
		expect(call.facts.microphone).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['camera']);
	});

	it('an unwanted device that goes away is not taken back', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = { outcome: 'fail' };
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(100);
		call.engine.hardware.unplug('camera-1');
		await call.advance(2_000);
		expect(camera(call)).toMatchObject({ state: 'off', wanted: false });
		expect(call.engine.hardware.openDevices).toEqual(['microphone']);
	});
});

describe('no device blocks the other, nor the call', () => {
	it.each<FailureCode>(['device.denied', 'device.inUse', 'device.notFound', 'device.failed'])(
		'both with %s: in the call all the same, and not asked for again and again',
		async (code) => {
			const call = startCall({ script: { answers: { openDevice: { outcome: 'fail', failure: failure(code) } } } });
			await call.advance(300);
			call.actor.send({ type: 'user.start', userName: 'Me' });
			await call.advance(5_000);
			expect(call.top).toBe('inCall');
			expect(call.facts.publisher).toBeNull();
			expect(call.facts.camera).toMatchObject({ state: 'blocked', wanted: true, failure: { code } });
			expect(asked(call, 'openDevice').length).toBeLessThanOrEqual(code === 'device.inUse' ? 6 : 4);
		}
	);

	it('a prompt that nobody reads: in the call without it, and seen when it is granted', async () => {
		const call = startCall({ script: { answers: { openDevice: NEVER } } });
		await call.advance(300);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(DELAYS.devicesSettle + 300);
		expect(call.top).toBe('inCall');
		call.engine.prompter.answer('openDevice', { outcome: 'succeed' }, 'camera');
		await call.advance(1_000);
		expect(call.facts.camera.state).toBe('on');
		expect(call.facts.microphone.state).toBe('opening');
		expect(call.facts.publisher?.state).toBe('publishing');
	});

	it('permission withdrawn and given back', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.close('camera');
		call.engine.emit({ type: 'device.lost', device: 'camera', failure: failure('device.denied') });
		expect(call.facts.camera.state).toBe('blocked');
		call.engine.emit({ type: 'device.permission', device: 'camera', granted: false });
		expect(call.facts.camera.state).toBe('blocked');
		call.engine.emit({ type: 'device.permission', device: 'camera', granted: true });
		await call.advance(100);
		expect(call.facts.camera.state).toBe('on');
	});

	it('a prompt that nobody answers is given up, and called so', async () => {
		const call = startCall({ script: { answers: { openDevice: NEVER } } });
		await call.advance(DELAYS.deviceAnswer - 1);
		expect(call.facts.camera).toMatchObject({ state: 'opening', failure: null });
		await call.advance(1);
		const unanswered = {
			wanted: true,
			choice: null,
			deviceID: null,
			muteRequested: false,
			failure: failure('device.noAnswer')
		};
		expect(call.facts.camera).toEqual({ state: 'blocked', ...unanswered });
	});

	it('a microphone that is plugged in is news for the microphone alone', async () => {
		const call = startCall({ script: { devices: [] } });
		await call.advance(300);
		expect(call.facts).toMatchObject({
			camera: { state: 'blocked', failure: { code: 'device.notFound' } },
			microphone: { state: 'blocked', failure: { code: 'device.notFound' } }
		});
		const before = asked(call, 'openDevice').filter((device) => device === 'camera').length;
		call.engine.hardware.plugIn({ device: 'microphone', deviceID: 'microphone-9', label: 'New' });
		await call.advance(300);
		expect(call.context).toMatchObject({ camera: { state: 'blocked' }, microphone: { state: 'on' } });
		expect(asked(call, 'openDevice').filter((device) => device === 'camera')).toHaveLength(before);
	});

	it.each<[before: FailureCode, listed: string[], after: FailureCode]>([
		['device.inUse', [], 'device.notFound'],
		['device.inUse', ['camera-1', 'camera-2'], 'device.inUse'],
		['device.denied', [], 'device.denied']
	])('%s, and of the cameras %j are listed: the page says %s', async (before, listed, after) => {
		const call = startCall({
			script: { answers: { openDevice: { outcome: 'reject', failure: failure(before) } } }
		});
		await call.advance(PATIENCE);
		expect(call.facts.camera).toMatchObject({ state: 'blocked', failure: { code: before } });
		const microphone = { device: 'microphone' as const, deviceID: 'microphone-1', label: '' };
		const cameras = listed.map((deviceID) => ({ device: 'camera' as const, deviceID, label: '' }));
		call.engine.emit({ type: 'device.list', devices: [...cameras, microphone] });
		expect(call.facts.camera).toMatchObject({ state: 'blocked', failure: { code: after } });
		expect(call.facts.microphone.failure?.code).toBe(before);
	});

	it('choosing another camera opens that one, and turns on none that is off', async () => {
		const call = await arrange('inCall');
		const choose = async (deviceID: string) => {
			call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID });
			await call.advance(300);
			const { state, wanted, deviceID: chosen } = call.facts.camera;
			return { state, wanted, chosen };
		};
		expect(await choose('camera-2')).toEqual({ state: 'on', wanted: true, chosen: 'camera-2' });
		call.actor.send({ type: 'user.turnOff', device: 'camera' });
		await call.advance(300);
		expect(await choose('camera-1')).toEqual({ state: 'off', wanted: false, chosen: 'camera-1' });
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		await call.advance(300);
		expect(call.facts.camera).toMatchObject({ state: 'on', wanted: true, deviceID: 'camera-1', failure: null });
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'microphone-1' });
	});

	it('choosing another while the first still opens, or while all are refused, takes the other', async () => {
		const call = startCall({ script: { answers: { openDevice: NEVER } } });
		const choose = (deviceID: string) => call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID });
		await call.advance(300);
		choose('camera-2');
		await call.settled();
		call.engine.prompter.answer('openDevice', { outcome: 'succeed' }, 'camera');
		await call.advance(300);
		expect(call.facts.camera).toMatchObject({ state: 'on', wanted: true, deviceID: 'camera-2', failure: null });
		const inUse = failure('device.inUse');
		call.engine.prompter.answers.openDevice = { outcome: 'fail', failure: inUse };
		choose('camera-1');
		await call.advance(300);
		expect(call.facts.camera).toMatchObject({ state: 'blocked', wanted: true, deviceID: 'camera-1', failure: inUse });
		call.engine.prompter.answers.openDevice = { outcome: 'succeed' };
		choose('camera-2');
		await call.advance(300);
		expect(call.facts.camera).toMatchObject({ state: 'on', wanted: true, deviceID: 'camera-2', failure: null });
	});

	it.each<[FailureCode, 'on' | 'blocked']>([
		['device.notFound', 'on'],
		['device.unplugged', 'on'],
		['device.inUse', 'on'],
		['device.failed', 'on'],
		['device.denied', 'blocked'],
		['device.constraints', 'blocked']
	])('blocked by %s, it is %s once another is plugged in', async (code, state) => {
		const call = startCall({ script: { answers: { openDevice: { outcome: 'fail', failure: failure(code) } } } });
		await call.advance(300);
		call.engine.prompter.answers.openDevice = { outcome: 'succeed' };
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-9', label: 'New' });
		await call.advance(300);
		expect(call.facts.camera.state).toBe(state);
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		await call.advance(300);
		expect(call.facts.camera).toMatchObject({ state: 'on', wanted: true });
	});

	it('turned off while it opens, recovers or is refused, it stays off until it is wanted again', async () => {
		const turnOff = async (call: RunningCall) => {
			call.actor.send({ type: 'user.turnOff', device: 'camera' });
			await call.advance(2_000);
			expect(call.facts.camera).toMatchObject({ state: 'off', wanted: false, failure: null });
			expect(call.engine.hardware.openDevices).toEqual(['microphone']);
		};
		const opening = await arrange('inCall');
		opening.engine.prompter.answers.openDevice = { outcome: 'succeed', after: 1_000 };
		opening.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
		await turnOff(opening);
		const recovering = await arrange('inCall');
		recovering.engine.hardware.unplug('camera-1');
		await turnOff(recovering);
		const refused = await arrange('inCall');
		refused.engine.prompter.answers.openDevice = { outcome: 'fail' };
		refused.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
		await refused.advance(300);
		expect(refused.facts.camera.state).toBe('blocked');
		await turnOff(refused);
		refused.engine.prompter.answers.openDevice = { outcome: 'succeed' };
		refused.actor.send({ type: 'user.turnOn', device: 'camera' });
		await refused.advance(300);
		expect(refused.facts.camera).toMatchObject({ state: 'on', wanted: true });
	});
});
