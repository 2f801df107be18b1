/** Where the sound of the others comes out, and what the person is told when it is not where they want it. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import type { DeviceChoice, DeviceInfo } from '../../machines/engine';
import { failure } from '../../machines/failure';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { startCall, type RunningCall } from './harness/call';

const SECOND = { deviceID: 'speaker-2', label: 'Simulated speaker 2' };
const speakerOf = (call: RunningCall) => callView(stateOf(call.actor.getSnapshot())).speaker;
const choose = ({ actor }: RunningCall, deviceID: string) =>
	actor.send({ type: 'user.selectDevice', device: 'speaker', deviceID });
const list = ({ engine }: RunningCall, ...speakers: DeviceChoice[]) =>
	engine.emit({
		type: 'device.list',
		devices: speakers.map((speaker): DeviceInfo => ({ device: 'speaker', ...speaker }))
	});

async function inLobby(chosen: DeviceChoice | null = null) {
	const call = startCall({ input: { choices: { camera: null, microphone: null, speaker: chosen } } });
	await call.advance(1_000);
	return call;
}

describe('a speaker', () => {
	it('that is chosen is used, remembered, and given up for the system’s default', async () => {
		const call = await inLobby();
		expect(speakerOf(call)).toMatchObject({ deviceID: '', chosenID: null, setback: null });
		expect(speakerOf(call).choices.map(({ deviceID }) => deviceID)).toEqual(['speaker-1', 'speaker-2']);
		choose(call, 'speaker-2');
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-2');
		expect(speakerOf(call)).toMatchObject({ deviceID: 'speaker-2', setback: null });
		expect(call.context.speaker).toEqual(SECOND);

		choose(call, '');
		await call.settled();
		expect(call.output.deviceID).toBe('');
		expect(speakerOf(call)).toMatchObject({ deviceID: '', chosenID: null, setback: null });
		expect(call.context.speaker).toBeNull();
	});

	it('that is chosen from before is used once the browser names it, and nothing is said until then', async () => {
		const call = startCall({
			script: { devices: [{ device: 'speaker', deviceID: '', label: '' }] },
			input: { choices: { camera: null, microphone: null, speaker: SECOND } }
		});
		await call.advance(1_000);
		expect(speakerOf(call)).toMatchObject({ choices: [], deviceID: '', setback: null });
		list(call, SECOND);
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-2');
		expect(speakerOf(call)).toMatchObject({ deviceID: 'speaker-2' });
	});

	it('that the browser calls by another ID is found by its name', async () => {
		const call = await inLobby({ ...SECOND, deviceID: 'an ID of before' });
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-2');
		list(call, { ...SECOND, deviceID: 'speaker-9' });
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-9');
		expect(call.context.speaker).toEqual({ ...SECOND, deviceID: 'speaker-9' });
	});

	it('that is unplugged gives way to the system’s default, which is said, and is used again when it is back', async () => {
		const call = await inLobby(SECOND);
		call.engine.hardware.unplug('speaker-2');
		await call.settled();
		expect(call.output.deviceID).toBe('');
		expect(speakerOf(call)).toMatchObject({ deviceID: '', chosenID: 'speaker-2' });
		expect(speakerOf(call).setback?.code).toBe('device.notFound');
		expect(call.context.speaker).toEqual(SECOND);
		call.engine.hardware.plugIn({ device: 'speaker', ...SECOND });
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-2');
		expect(speakerOf(call)).toMatchObject({ deviceID: 'speaker-2', setback: null });
	});

	it('whose name is hidden, as when the permission is withdrawn, is not taken for unplugged', async () => {
		const call = await inLobby(SECOND);
		list(call, { deviceID: '', label: '' });
		list(call);
		await call.settled();
		expect(call.output.deviceID).toBe('speaker-2');
		expect(speakerOf(call).setback).toBeNull();
	});

	it.each([
		['device.notFound', 'missing'],
		['device.failed', 'failed']
	] as const)('that can’t be used (%s) gives way to the system’s default, which is said', async (code, state) => {
		const call = await inLobby();
		call.output.broken.set('speaker-2', failure(code));
		choose(call, 'speaker-2');
		await call.settled();
		expect(call.facts.speaker.state).toBe(state);
		expect(call.output.deviceID).toBe('');
		expect(speakerOf(call).setback?.code).toBe(code);
		call.output.broken.clear();
		choose(call, 'speaker-2');
		await call.settled();
		expect(speakerOf(call)).toMatchObject({ deviceID: 'speaker-2', setback: null });
	});

	it('that does not answer is given up', async () => {
		const call = await inLobby();
		call.output.isHeld = true;
		choose(call, 'speaker-2');
		await call.advance(DELAYS.speakerAnswer - 10);
		expect(speakerOf(call)).toMatchObject({ deviceID: 'speaker-2', setback: null });
		await call.advance(20);
		expect(speakerOf(call).setback?.code).toBe('device.noAnswer');
		expect(call.output.deviceID).toBe('');
	});

	it('is given up with the call', async () => {
		const call = await inLobby(SECOND);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(1_000);
		call.engine.prompter.answers.logoutRoom = { outcome: 'never' };
		call.actor.send({ type: 'user.leave' });
		expect(call.top).toBe('loggingOut');
		choose(call, 'speaker-1');
		call.actor.send({ type: 'user.testSpeaker' });
		await call.settled();
		expect([call.output.deviceID, call.output.tests]).toEqual(['', 0]);
	});
});

describe('the test sound', () => {
	it('is played once at a time, and given up where it does not end', async () => {
		const call = await inLobby();
		call.output.isHeld = true;
		for (let press = 0; press < 3; press++) call.actor.send({ type: 'user.testSpeaker' });
		expect(call.output.tests).toBe(1);
		expect(speakerOf(call).isTested).toBe(true);
		call.output.answer('playTestSound');
		await call.settled();
		expect(speakerOf(call).isTested).toBe(false);
		call.actor.send({ type: 'user.testSpeaker' });
		await call.advance(DELAYS.testSound + 10);
		expect(call.output.tests).toBe(2);
		expect(speakerOf(call).isTested).toBe(false);
	});
});

it('where the browser lists no speakers, none can be chosen', async () => {
	const call = startCall({ script: { devices: [] } });
	await call.advance(1_000);
	expect(speakerOf(call).choices).toEqual([]);
	list(call, { deviceID: 'default', label: 'Default' });
	expect(speakerOf(call).choices).toEqual([]);
});
