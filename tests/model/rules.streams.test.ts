/** The rules of what I send, camera and screen, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { screenFact } from '../../machines/screen/fact';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { arrange } from './harness/arrange';
import { startCall, type RunningCall } from './harness/call';
import { asked, NEVER } from './harness/rules';

const interrupted = failure('stream.interrupted');
const forbidden = failure('stream.forbidden');
const OFF = { state: 'off', paused: false, failure: null };

const tell = (
	{ engine }: RunningCall,
	state: 'NO_PUBLISH' | 'PUBLISH_REQUESTING' | 'PUBLISHING',
	streamID = 'me_camera'
) => ({
	because: (why: typeof interrupted | null) => engine.emit({ type: `publisher.${state}`, streamID, failure: why })
});

async function sharing(): Promise<RunningCall> {
	const call = await arrange('inCall');
	call.actor.send({ type: 'user.toggleScreen' });
	await call.advance(500);
	return call;
}

describe('my stream', () => {
	it('that stops by itself is sent again after growing pauses, and given up after the last', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.startPublishing = NEVER;
		for (const pause of [3_000, 4_000, 5_000, 8_000]) {
			tell(call, 'NO_PUBLISH').because(interrupted);
			expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'retrying', failure: interrupted });
			const before = asked(call, 'startPublishing').length;
			await call.advance(pause - 1);
			expect(asked(call, 'startPublishing')).toHaveLength(before);
			await call.advance(1);
			expect(asked(call, 'startPublishing')).toHaveLength(before + 1);
			expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'requesting', failure: interrupted });
		}
		tell(call, 'NO_PUBLISH').because(interrupted);
		expect(call.facts.publisher?.state).toBe('failed');
		expect(call.top).toBe('inCall');
	});

	it('has all its tries again once it was sent, and when the person asks', async () => {
		const call = await arrange('inCall');
		for (let time = 0; time < 8; time++) {
			tell(call, 'NO_PUBLISH').because(interrupted);
			expect(call.facts.publisher?.state).toBe('retrying');
			await call.advance(3_100);
			expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'publishing', failure: null });
		}
		tell(call, 'NO_PUBLISH').because(forbidden);
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'failed', failure: forbidden });
		await call.advance(60_000);
		expect(call.facts.publisher?.state).toBe('failed');
		call.engine.prompter.answers.startPublishing = { outcome: 'fail' };
		call.actor.send({ type: 'user.retry' });
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'requesting', failure: null });
		await call.advance(200);
		expect(call.facts.publisher?.state).toBe('retrying');
		call.engine.prompter.answers.startPublishing = { outcome: 'succeed' };
		call.actor.send({ type: 'user.retry' });
		await call.advance(200);
		expect(call.facts.publisher?.state).toBe('publishing');
	});

	it('that the engine is getting back by itself is in trouble, and not asked for once more', async () => {
		const call = await arrange('inCall');
		const before = asked(call, 'startPublishing').length;
		tell(call, 'PUBLISH_REQUESTING').because(interrupted);
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'requesting', failure: interrupted });
		tell(call, 'PUBLISH_REQUESTING').because(forbidden);
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'requesting', failure: forbidden });
		tell(call, 'PUBLISHING').because(null);
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'publishing', failure: null });
		expect(asked(call, 'startPublishing')).toHaveLength(before);
	});

	it('is not stopped by the echo of an earlier stop, nor by what is said of a stream of others', async () => {
		const call = await arrange('publishing');
		tell(call, 'NO_PUBLISH').because(null);
		tell(call, 'NO_PUBLISH', 'ann_camera').because(forbidden);
		tell(call, 'NO_PUBLISH', 'me_screen').because(forbidden);
		expect(call.facts.publisher).toEqual({ streamID: 'me_camera', state: 'requesting', failure: null });
		expect(call.facts.screen).toEqual(OFF);
		tell(call, 'PUBLISHING').because(null);
		expect(call.top).toBe('inCall');
		tell(call, 'NO_PUBLISH').because(null);
		expect(call.facts.publisher?.state).toBe('retrying');
	});

	it('is stopped before it is sent anew, and is sent from the first device that is on', async () => {
		const call = startCall({ input: { intents: { camera: false, microphone: false } } });
		await call.advance(300);
		call.actor.send({ type: 'user.start', userName: 'Me' });
		await call.advance(300);
		expect(call.top).toBe('inCall');
		expect(call.facts.publisher).toBeNull();
		call.actor.send({ type: 'user.turnOn', device: 'microphone' });
		await call.advance(300);
		expect(call.facts.publisher?.state).toBe('publishing');
		call.actor.send({ type: 'user.turnOn', device: 'camera' });
		await call.advance(300);
		expect(asked(call, 'startPublishing')).toEqual(['me_camera']);
		tell(call, 'NO_PUBLISH').because(interrupted);
		await call.advance(4_000);
		expect(
			call.engine.log.filter(({ operation }) => operation.endsWith('Publishing')).map(({ operation }) => operation)
		).toEqual(['startPublishing', 'stopPublishing', 'startPublishing']);
	});

	it('is not missed by who sends none when the room is lost and found', async () => {
		const call = startCall({ input: { resume: true, intents: { camera: false, microphone: false } } });
		await call.advance(500);
		call.engine.room.loseConnection();
		call.engine.room.restoreConnection();
		call.actor.send({ type: 'user.retry' });
		await call.advance(500);
		expect(call.top).toBe('inCall');
		expect(call.errors).toEqual([]);
	});
});

describe('the screen', () => {
	it('is a stream of its own, until it is stopped by its button, here or in the browser', async () => {
		const endings = [
			({ actor }: RunningCall) => actor.send({ type: 'user.stopScreen' }),
			({ actor }: RunningCall) => actor.send({ type: 'user.toggleScreen' }),
			({ engine }: RunningCall) => engine.hardware.endScreen()
		];
		for (const end of endings) {
			const call = await sharing();
			expect(call.facts.screen).toEqual({ ...OFF, state: 'publishing' });
			expect(asked(call, 'startPublishing')).toEqual(['me_camera', 'me_screen']);
			end(call);
			expect(call.facts.screen).toEqual(OFF);
			await call.settled();
			expect(asked(call, 'stopPublishing')).toEqual(['me_screen']);
			expect(asked(call, 'stopScreenCapture')).toHaveLength(1);
			expect(call.facts.publisher?.state).toBe('publishing');
		}
	});

	it('that is not chosen is no failure; one that cannot be captured is, until it is shared again', async () => {
		const call = await arrange('inCall');
		const share = async (answer: object) => {
			call.engine.prompter.answers.startScreenCapture = { outcome: 'fail', ...answer };
			call.actor.send({ type: 'user.shareScreen' });
			expect(call.facts.screen).toEqual({ ...OFF, state: 'asking' });
			await call.advance(100);
			return call.facts.screen;
		};
		expect(await share({ failure: failure('screen.cancelled') })).toEqual(OFF);
		expect(await share({ failure: failure('screen.failed') })).toEqual({ ...OFF, failure: failure('screen.failed') });
		expect(await share({ outcome: 'succeed' })).toMatchObject({ state: 'requesting', failure: null });
	});

	it('is asked for until it has been chosen and its publisher has begun', () => {
		const context = { streamID: 'me_screen', failure: null };
		const publisher = { streamID: 'me_screen', state: 'publishing', failure: null } as const;
		expect(screenFact({ capturing: 'asking' }, context, publisher)).toEqual({ ...OFF, state: 'asking' });
		expect(screenFact({ capturing: { sharing: 'paused' } }, context, null)).toEqual({ ...OFF, state: 'asking' });
	});

	it('is paused while its window is minimised, also from the beginning, and whatever its publisher does', async () => {
		const call = await sharing();
		const tile = () => callView(stateOf(call.actor.getSnapshot())).tiles.find(({ id }) => id === 'my-screen');
		const isPaused = () => call.facts.screen.paused;
		expect([isPaused(), tile()?.camera]).toEqual([false, true]);
		call.engine.hardware.muteScreen(true);
		expect([isPaused(), tile()?.camera]).toEqual([true, false]);
		tell(call, 'NO_PUBLISH', 'me_screen').because(interrupted);
		expect(call.facts.screen).toMatchObject({ state: 'retrying', paused: true });
		call.engine.hardware.muteScreen(false);
		expect(call.facts.screen).toMatchObject({ state: 'retrying', paused: false });

		call.actor.send({ type: 'user.stopScreen' });
		call.engine.hardware.muteScreen(true);
		expect(isPaused()).toBe(false);
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(500);
		expect(call.facts.screen).toMatchObject({ state: 'publishing', paused: true });
	});

	it('that nobody chooses is given up so that it can be shared again', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.startScreenCapture = NEVER;
		call.actor.send({ type: 'user.shareScreen' });
		await call.advance(DELAYS.screenAnswer - 1_000);
		expect(call.facts.screen.state).toBe('asking');
		await call.advance(1_000);
		expect(call.facts.screen).toEqual(OFF);
	});

	it('that others do not get is in trouble alone, and sent again when the person asks', async () => {
		const call = await sharing();
		tell(call, 'PUBLISH_REQUESTING', 'me_screen').because(interrupted);
		expect(call.facts.screen).toMatchObject({ state: 'requesting', failure: interrupted });
		tell(call, 'PUBLISHING', 'me_screen').because(null);
		expect(call.facts.screen).toMatchObject({ state: 'publishing', failure: null });
		tell(call, 'NO_PUBLISH', 'ann_screen').because(forbidden);
		expect(call.facts.screen).toMatchObject({ state: 'publishing', failure: null });
		tell(call, 'NO_PUBLISH', 'me_screen').because(forbidden);
		expect(call.facts.screen).toMatchObject({ state: 'failed', failure: forbidden });
		expect(call.facts.publisher).toMatchObject({ state: 'publishing', failure: null });
		call.actor.send({ type: 'user.retry' });
		await call.advance(200);
		expect(call.facts.screen).toMatchObject({ state: 'publishing', failure: null });
	});
});
