/** The rules of choosing a camera or microphone: the choice holds, and when it cannot, another is used and the page says so. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { deviceFact, type DeviceValue } from '../../machines/device/fact';
import { failure, type FailureCode } from '../../machines/failure';
import { SimulatedEngine } from '../../src/lib/engine/simulated/simulated.engine';
import { arrange } from './harness/arrange';
import { startCall, type RunningCall, type Setting } from './harness/call';
import { NEVER } from './harness/rules';

const choose = (call: RunningCall, deviceID: string): void =>
	call.actor.send({ type: 'user.selectDevice', device: 'camera', deviceID });
const turn = (call: RunningCall, type: 'user.turnOn' | 'user.turnOff'): void =>
	call.actor.send({ type, device: 'camera' });
const camera = (call: RunningCall) => {
	const { state, deviceID, failure, choice } = call.facts.camera;
	return { state, deviceID, why: failure?.code ?? null, chosen: choice?.deviceID ?? null };
};
afterEach(() => void vi.restoreAllMocks());

/** With the IDs of cameras that the engine is asked for, in order. */
function recorded(setting?: Setting) {
	const asking = vi.spyOn(SimulatedEngine.prototype, 'openDevice');
	const call = startCall(setting);
	const asked = () =>
		asking.mock.calls.filter(([device]) => device === 'camera').map(([, choice]) => choice?.deviceID ?? null);
	return { call, asked };
}
const remembering = (deviceID: string, label = ''): Setting => ({
	input: { choices: { camera: { deviceID, label }, microphone: null } }
});

describe('which device counts where another than the chosen one was opened', () => {
	const [choice, deviceID] = [{ deviceID: 'chosen', label: '' }, 'opened'];
	const countsIn = (value: DeviceValue) =>
		deviceFact(value, { wanted: true, choice, deviceID, failure: null }).deviceID;

	it.each(['on', { on: 'unasked' }, { on: 'asked' }, 'muted', 'returning', 'trying'])('%o: the opened one', (value) =>
		expect(countsIn(value)).toBe('opened')
	);

	it.each(['off', 'opening', 'closing', 'recovering', 'blocked'])('%s: the chosen one', (value) =>
		expect(countsIn(value)).toBe('chosen')
	);
});

describe('a choice holds, whenever it is made', () => {
	const ofSecond = { state: 'on', deviceID: 'camera-2', why: null, chosen: 'camera-2' };

	it('while the one before is closing', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.closeDevice = { outcome: 'succeed', after: 500 };
		turn(call, 'user.turnOff');
		choose(call, 'camera-2');
		expect(call.facts.camera).toMatchObject({ state: 'closing', deviceID: 'camera-2' });
		await call.advance(600);
		expect(call.facts.camera).toMatchObject({ state: 'off', wanted: false });
		turn(call, 'user.turnOn');
		await call.advance(100);
		expect(camera(call)).toEqual(ofSecond);
	});

	it('while another is looked for: the chosen one is taken at once', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-3', label: 'Third' });
		call.engine.hardware.unplug('camera-1');
		choose(call, 'camera-3');
		await call.advance(DELAYS.deviceRecovery - 300);
		expect(camera(call)).toEqual({ ...ofSecond, deviceID: 'camera-3', chosen: 'camera-3' });
	});

	it('while the one before is opened again', async () => {
		const call = await arrange('inCall');
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-3', label: 'Third' });
		call.engine.hardware.inUse.add('camera-3');
		call.engine.prompter.answers.openDevice = [{ outcome: 'succeed' }, { outcome: 'never' }, { outcome: 'succeed' }];
		choose(call, 'camera-3');
		await call.advance(300);
		expect(camera(call)).toMatchObject({ state: 'opening', deviceID: 'camera-1' });
		choose(call, 'camera-2');
		await call.advance(300);
		expect(camera(call)).toEqual(ofSecond);
	});

	it('over an unplugging: plugged in again in time, the chosen one is used', async () => {
		const call = await arrange('inCall');
		choose(call, 'camera-2');
		await call.advance(300);
		call.engine.hardware.unplug('camera-2');
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-2', label: 'Again' });
		await call.advance(DELAYS.deviceRecovery + 300);
		expect(camera(call)).toEqual(ofSecond);
	});
});

describe('the chosen one is gone', () => {
	it('off, unplugged, on again, and nothing was chosen: another is used silently', async () => {
		const call = await arrange('inCall');
		turn(call, 'user.turnOff');
		await call.advance(300);
		call.engine.hardware.unplug('camera-1');
		turn(call, 'user.turnOn');
		await call.advance(300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-2', why: null, chosen: null });
	});

	it('and there is no other: none is found, and whichever is plugged in is used', async () => {
		const call = await arrange('inCall');
		choose(call, 'camera-2');
		await call.advance(300);
		call.engine.hardware.unplug('camera-1');
		call.engine.hardware.unplug('camera-2');
		await call.advance(DELAYS.deviceRecovery + 300);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: 'device.notFound' });
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-3', label: 'Third' });
		await call.advance(300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-3', why: 'device.notFound', chosen: 'camera-2' });
	});

	it('from the beginning: another is used, it is said, and the choice is kept', async () => {
		const { call, asked } = recorded(remembering('camera-9', 'Gone'));
		await call.advance(300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-1', why: 'device.notFound', chosen: 'camera-9' });
		expect(asked()).toEqual(['camera-9', null]);
	});

	it('and is plugged in and chosen again: nothing is said any more', async () => {
		const { call } = recorded(remembering('camera-9', 'Gone'));
		await call.advance(300);
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-9', label: 'Gone' });
		choose(call, 'camera-9');
		await call.advance(300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-9', why: null, chosen: 'camera-9' });
	});

	it('only by its ID: its label finds it, and the new ID is kept', async () => {
		const { call } = recorded(remembering('camera-9', 'Simulated camera 2'));
		await call.advance(300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-2', why: null, chosen: 'camera-2' });
		expect(call.context.camera.choice).toEqual({ deviceID: 'camera-2', label: 'Simulated camera 2' });
	});

	it('and devices without names are not taken for it', async () => {
		const devices = [{ device: 'camera' as const, deviceID: 'camera-1', label: '' }];
		const { call, asked } = recorded({ ...remembering('camera-9'), script: { devices } });
		await call.advance(300);
		turn(call, 'user.turnOff');
		await call.advance(300);
		turn(call, 'user.turnOn');
		await call.advance(300);
		expect(asked()).toEqual(['camera-9', null, 'camera-9', 'camera-1']);
	});

	it('the label of what is chosen is kept with it', async () => {
		const call = await arrange('inCall');
		choose(call, 'camera-2');
		expect(call.context.camera.choice).toEqual({ deviceID: 'camera-2', label: 'Simulated camera 2' });
		choose(call, 'unheard-of');
		expect(call.context.camera.choice).toEqual({ deviceID: 'unheard-of', label: '' });
	});
});

describe('the chosen one fails', () => {
	it.each<FailureCode>(['device.inUse', 'device.failed', 'device.denied', 'device.constraints', 'device.noAnswer'])(
		'with %s: back on the one before, and it is said',
		async (code) => {
			const call = await arrange('inCall');
			const fails = code === 'device.noAnswer' ? NEVER : ({ outcome: 'fail', failure: failure(code) } as const);
			call.engine.prompter.answers.openDevice = [fails, { outcome: 'succeed' }];
			choose(call, 'camera-2');
			await call.advance(DELAYS.deviceAnswer + 300);
			expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-1', why: code, chosen: 'camera-2' });
			expect(call.engine.hardware.openDevices).toContain('camera');
		}
	);

	it('and the one before as well: the browser’s choice is used', async () => {
		const { call, asked } = recorded();
		await call.advance(300);
		call.engine.hardware.plugIn({ device: 'camera', deviceID: 'camera-3', label: 'Third' });
		call.engine.hardware.inUse.add('camera-2');
		call.engine.hardware.unplug('camera-1');
		await call.advance(DELAYS.deviceRecovery + 300);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-3', why: 'device.inUse', chosen: null });
		choose(call, 'camera-3');
		await call.advance(300);
		call.engine.hardware.inUse.delete('camera-2');
		call.engine.prompter.answers.openDevice = [
			{ outcome: 'fail', failure: failure('device.inUse') },
			{ outcome: 'fail', failure: failure('device.failed') },
			{ outcome: 'succeed' }
		];
		choose(call, 'camera-9');
		await call.advance(300);
		expect(asked().slice(-3)).toEqual(['camera-9', 'camera-3', null]);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-2', why: 'device.inUse', chosen: 'camera-9' });
	});

	it.each<[FailureCode, (string | null)[]]>([
		['device.failed', [null, 'camera-2', 'camera-1', null]],
		['device.denied', [null, 'camera-2', 'camera-1']]
	])('and all others, with %s: blocked; who has refused is not asked once more', async (code, openings) => {
		const { call, asked } = recorded();
		await call.advance(300);
		call.engine.prompter.answers.openDevice = { outcome: 'fail', failure: failure(code) };
		choose(call, 'camera-2');
		await call.advance(1_000);
		expect(asked()).toEqual(openings);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: code });
	});

	it('for the one before nobody waits for ever', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.openDevice = [{ outcome: 'fail', failure: failure('device.inUse') }, NEVER];
		choose(call, 'camera-2');
		await call.advance(DELAYS.deviceAnswer + 300);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: 'device.noAnswer' });
	});

	it.each(['user.turnOff', 'user.toggle'] as const)(
		'%s while the one before is opened again: it is off',
		async (type) => {
			const call = await arrange('inCall');
			call.engine.prompter.answers.openDevice = [{ outcome: 'fail', failure: failure('device.inUse') }, NEVER];
			choose(call, 'camera-2');
			await call.advance(300);
			expect(camera(call)).toMatchObject({ state: 'opening', deviceID: 'camera-1' });
			call.actor.send({ type, device: 'camera' });
			await call.advance(300);
			expect(call.facts.camera).toMatchObject({ state: 'off', wanted: false, failure: null });
		}
	);

	it.each<FailureCode>(['device.denied', 'device.noAnswer'])(
		'a remembered one with %s at the first opening: nobody is asked twice',
		async (code) => {
			const { call, asked } = recorded({
				...remembering('camera-2'),
				script: { answers: { openDevice: { outcome: 'fail', failure: failure(code) } } }
			});
			await call.advance(300);
			expect(asked()).toEqual(['camera-2']);
			expect(camera(call)).toMatchObject({ state: 'blocked', why: code });
		}
	);

	it('the same one that was open: it is not asked for twice', async () => {
		const { call, asked } = recorded(remembering('camera-2'));
		await call.advance(300);
		turn(call, 'user.turnOff');
		await call.advance(300);
		call.engine.hardware.inUse.add('camera-2');
		turn(call, 'user.turnOn');
		await call.advance(300);
		expect(asked()).toEqual(['camera-2', 'camera-2', null]);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-1', why: 'device.inUse', chosen: 'camera-2' });
	});
});

describe('another program uses the browser’s choice, and nothing was chosen:', () => {
	const third = { device: 'camera' as const, deviceID: 'camera-3', label: 'Third' };

	it('the next that is free is used, and it is said', async () => {
		const { call, asked } = recorded();
		call.engine.hardware.plugIn(third);
		call.engine.hardware.inUse.add('camera-1').add('camera-2');
		await call.advance(400);
		expect(camera(call)).toEqual({ state: 'on', deviceID: 'camera-3', why: 'device.inUse', chosen: null });
		expect(asked()).toEqual([null, 'camera-1', 'camera-2', 'camera-3']);
	});

	it('all are in use: blocked, and "Try again" finds the one that is free by then', async () => {
		const { call, asked } = recorded();
		call.engine.hardware.inUse.add('camera-1').add('camera-2');
		await call.advance(400);
		expect(camera(call)).toEqual({ state: 'blocked', deviceID: null, why: 'device.inUse', chosen: null });
		expect(asked()).toEqual([null, 'camera-1', 'camera-2']);
		call.engine.hardware.inUse.delete('camera-2');
		turn(call, 'user.turnOn');
		await call.advance(400);
		expect(camera(call)).toMatchObject({ state: 'on', deviceID: 'camera-2', why: 'device.inUse' });
	});

	it('there is only that one: it is not asked for again', async () => {
		const devices = [{ device: 'camera' as const, deviceID: 'camera-1', label: '' }];
		const { call, asked } = recorded({ script: { devices } });
		call.engine.hardware.inUse.add('camera-1');
		await call.advance(400);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: 'device.inUse' });
		expect(asked()).toEqual([null]);
	});

	it('the names of the others come with the permission: they are tried then', async () => {
		const hidden = [1, 2].map(() => ({ device: 'camera' as const, deviceID: '', label: '' }));
		const { call, asked } = recorded({ script: { devices: hidden } });
		call.engine.hardware.inUse.add('').add('camera-1');
		await call.advance(400);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: 'device.inUse' });
		call.engine.hardware.devices = [{ ...third, deviceID: 'camera-1' }];
		call.engine.hardware.plugIn(third);
		await call.advance(400);
		expect(camera(call)).toMatchObject({ state: 'on', deviceID: 'camera-3', why: 'device.inUse' });
		expect(asked()).toEqual([null, null, 'camera-1', 'camera-3']);
	});

	it('one that is refused or fails otherwise is not replaced', async () => {
		const { call, asked } = recorded({
			script: { answers: { openDevice: { outcome: 'fail', failure: failure('device.denied') } } }
		});
		await call.advance(400);
		expect(asked()).toEqual([null]);
		expect(camera(call)).toMatchObject({ state: 'blocked', why: 'device.denied' });
	});

	it('while another is tried, the person can choose one or turn it off, and nobody waits for ever', async () => {
		for (const [go, then] of [
			[(call: RunningCall) => choose(call, 'camera-2'), { state: 'on', deviceID: 'camera-2', why: null }],
			[(call: RunningCall) => turn(call, 'user.turnOff'), { state: 'off', why: null }],
			[(call: RunningCall) => call.actor.send({ type: 'user.toggle', device: 'camera' }), { state: 'off', why: null }],
			[(call: RunningCall) => call.advance(DELAYS.deviceAnswer), { state: 'blocked', why: 'device.noAnswer' }]
		] as const) {
			const openDevice = [
				{ outcome: 'fail' as const, failure: failure('device.inUse') },
				NEVER,
				{ outcome: 'succeed' as const }
			];
			const { call } = recorded({
				input: { intents: { camera: true, microphone: false } },
				script: { answers: { openDevice } }
			});
			await call.advance(100);
			expect(camera(call)).toMatchObject({ state: 'opening', deviceID: 'camera-1' });
			await go(call);
			await call.advance(300);
			expect(camera(call)).toMatchObject(then);
			vi.restoreAllMocks();
		}
	});
});

describe('the system’s default', () => {
	const devices = [
		{ device: 'microphone' as const, deviceID: 'default', label: 'Default - Headset' },
		{ device: 'microphone' as const, deviceID: 'microphone-1', label: 'Headset' },
		{ device: 'camera' as const, deviceID: 'default', label: 'Default - Lens' }
	];
	const openings = ({ engine }: RunningCall) =>
		engine.log.filter(({ operation, subject }) => operation === 'openDevice' && subject === 'microphone').length;

	it('moves: who uses the browser’s choice gets the new one', async () => {
		const call = startCall({ script: { devices } });
		await call.advance(300);
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'default' });
		call.engine.hardware.moveDefault('Default - Speakerphone');
		expect(call.facts.microphone.state).toBe('opening');
		await call.advance(300);
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'default', failure: null });
		expect(openings(call)).toBe(2);
	});

	it('moves: who uses another because it was in use gets the new one, and reads no longer why', async () => {
		const second = { device: 'microphone' as const, deviceID: 'microphone-2', label: 'Speakerphone' };
		const call = startCall({ script: { devices: [...devices, second] } });
		call.engine.hardware.inUse.add('default').add('microphone-1');
		await call.advance(400);
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'microphone-2' });
		expect(call.facts.microphone.failure?.code).toBe('device.inUse');
		call.engine.hardware.inUse.clear();
		call.engine.hardware.moveDefault('Default - Speakerphone');
		await call.advance(300);
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'default', failure: null });
	});

	it('moves: who has chosen another keeps it', async () => {
		const choices = { camera: null, microphone: { deviceID: 'microphone-1', label: 'Headset' } };
		const call = startCall({ script: { devices }, input: { choices } });
		await call.advance(300);
		call.engine.hardware.moveDefault('Default - Speakerphone');
		await call.advance(300);
		expect(call.facts.microphone).toMatchObject({ state: 'on', deviceID: 'microphone-1' });
		expect(openings(call)).toBe(1);
	});

	it.each([
		['is listed again', devices, 'Default - Headset'],
		['loses its name', devices, ''],
		['gets its name', devices.map((info) => ({ ...info, label: '' })), 'Default - Headset']
	])('%s: nothing happens', async (_, before, label) => {
		const call = startCall({ script: { devices: before } });
		await call.advance(300);
		call.engine.hardware.moveDefault(label);
		await call.advance(300);
		expect(openings(call)).toBe(1);
	});

	it('moves while the microphone is off: it stays off', async () => {
		const call = startCall({ script: { devices } });
		await call.advance(300);
		call.actor.send({ type: 'user.turnOff', device: 'microphone' });
		await call.advance(300);
		call.engine.hardware.moveDefault('Default - Speakerphone');
		await call.advance(300);
		expect(call.facts.microphone.state).toBe('off');
	});
});
