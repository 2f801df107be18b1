/** What is done to the noise in my sound: what the person chose, what the engine could do, and what they are told. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import type { NoiseSuppression } from '../../machines/engine';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { startCall, type RunningCall } from './harness/call';
import { join, memoryStorage, startCall as createCall } from './harness/create';

const noiseOf = (call: RunningCall) => callView(stateOf(call.actor.getSnapshot())).noise;
const choose = ({ actor }: RunningCall, suppression: NoiseSuppression) =>
	actor.send({ type: 'user.suppressNoise', suppression });
const asked = ({ engine }: RunningCall) =>
	engine.log.filter(({ operation }) => operation === 'setNoiseSuppression').map(({ subject }) => subject);

async function inLobby(noise?: NoiseSuppression) {
	const call = startCall({ input: { ...(noise && { noise }) } });
	await call.advance(1_000);
	return call;
}

describe('noise', () => {
	it('is reduced by the browser until the person says otherwise; then the engine is asked, and the page shows it', async () => {
		const call = await inLobby();
		expect(noiseOf(call)).toEqual({ suppression: 'browser', isChanging: false, missed: null });
		expect(asked(call)).toEqual([]);
		choose(call, 'strong');
		expect(noiseOf(call)).toEqual({ suppression: 'strong', isChanging: true, missed: null });
		expect(call.engine.hardware.noise).toBe('browser');
		await call.advance(100);
		expect(call.engine.hardware.noise).toBe('strong');
		expect(noiseOf(call)).toEqual({ suppression: 'strong', isChanging: false, missed: null });
		choose(call, 'off');
		await call.advance(100);
		expect([call.engine.hardware.noise, call.context.noise]).toEqual(['off', 'off']);
	});

	it('that was let through before is let through from the start: the engine is asked before the microphone opens', async () => {
		const call = await inLobby('off');
		const operations = call.engine.log.map(({ operation }) => operation);
		expect(operations.indexOf('setNoiseSuppression')).toBeGreaterThan(-1);
		expect(operations.indexOf('setNoiseSuppression')).toBeLessThan(operations.indexOf('openDevice'));
		expect(call.engine.hardware.noise).toBe('off');
	});

	it('is reduced by the browser where the strong program can’t be had, which is said, and another try may succeed', async () => {
		const call = await inLobby('off');
		call.engine.prompter.answers.setNoiseSuppression = { outcome: 'reject' };
		choose(call, 'strong');
		await call.advance(100);
		expect(noiseOf(call)).toEqual({ suppression: 'browser', isChanging: false, missed: 'strong' });
		call.engine.prompter.answers.setNoiseSuppression = { outcome: 'succeed' };
		choose(call, 'strong');
		await call.advance(100);
		expect(noiseOf(call)).toEqual({ suppression: 'strong', isChanging: false, missed: null });
	});

	it('stays as it was where it can’t be changed, which is said until the person is content with it', async () => {
		const call = await inLobby();
		call.engine.prompter.answers.setNoiseSuppression = { outcome: 'reject' };
		choose(call, 'off');
		await call.advance(100);
		expect(noiseOf(call)).toEqual({ suppression: 'browser', isChanging: false, missed: 'off' });
	});

	it('is not waited for without end, and an answer that comes too late changes nothing', async () => {
		const call = await inLobby();
		call.engine.prompter.answers.setNoiseSuppression = { outcome: 'never' };
		choose(call, 'strong');
		await call.advance(DELAYS.noiseAnswer + 10);
		expect(noiseOf(call)).toMatchObject({ suppression: 'browser', missed: 'strong' });
		expect(call.facts.noise.failure?.code).toBe('device.noAnswer');
		call.engine.prompter.answer('setNoiseSuppression', { outcome: 'succeed', after: 0 });
		await call.advance(100);
		expect(call.engine.hardware.noise).toBe('browser');
	});

	it('is treated as was chosen last, however fast', async () => {
		const call = await inLobby();
		for (const suppression of ['off', 'strong', 'off', 'browser', 'strong'] as const) choose(call, suppression);
		await call.advance(100);
		expect(call.engine.hardware.noise).toBe('strong');
		expect(noiseOf(call)).toMatchObject({ suppression: 'strong', isChanging: false });
	});
});

it('what is done to noise is remembered for the next call', async () => {
	const { storage, items } = memoryStorage();
	const first = createCall({ preferences: storage });
	await join(first);
	first.call.send({ type: 'user.suppressNoise', suppression: 'strong' });
	expect(JSON.parse(items.get('devices') ?? '')).toMatchObject({ noise: 'strong' });
	const next = createCall({ preferences: storage });
	await next.clock.advance(1_000);
	expect(next.engines[0]?.hardware.noise).toBe('strong');
});
