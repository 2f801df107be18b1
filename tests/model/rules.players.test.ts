/** The rules of what others send, each as a story on the simulated engine. */
import { describe, expect, it } from 'vitest';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { arrange } from './harness/arrange';
import { ROOM } from './harness/call';
import { ann, asked, NEVER } from './harness/rules';

const interrupted = failure('stream.interrupted');
const noPath = failure('network.noPath');
const forbidden = failure('stream.forbidden');

describe('the stream of another', () => {
	const playing = async () => {
		const call = await arrange('inCall');
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		await call.advance(500);
		const say = (state: 'NO_PLAY' | 'PLAY_REQUESTING' | 'PLAYING', why: typeof interrupted | null) =>
			call.engine.emit({ type: `player.${state}`, streamID: 'ann_camera', failure: why });
		return { call, say, player: () => call.facts.players.ann_camera };
	};
	const sent = { camera: 'OPEN', microphone: 'OPEN' };
	const fact = {
		streamID: 'ann_camera',
		user: ann,
		sound: 'audible',
		voice: 'quiet',
		height: 360,
		pictures: 'automatic',
		...sent
	};

	it('is asked for at once, and shown from that moment', async () => {
		const call = await arrange('inCall');
		call.engine.prompter.answers.startPlaying = NEVER;
		call.engine.room.people.join(ROOM, ann);
		call.engine.room.people.publish('ann');
		expect(call.facts.players).toEqual({ ann_camera: { ...fact, state: 'requesting', failure: null } });
		call.engine.emit({ type: 'player.PLAY_REQUESTING', streamID: 'ann_camera', failure: interrupted });
		expect(call.facts.players.ann_camera).toEqual({ ...fact, state: 'requesting', failure: interrupted });
		await call.advance(DELAYS.playRequest);
		expect(call.facts.players.ann_camera).toEqual({ ...fact, state: 'retrying', failure: failure('stream.timeout') });
	});

	it('that stalls is left to the engine to get back, for a while', async () => {
		const { call, say, player } = await playing();
		say('PLAY_REQUESTING', interrupted);
		expect(player()).toEqual({ ...fact, state: 'stalled', failure: interrupted });
		say('PLAY_REQUESTING', forbidden);
		expect(player()).toEqual({ ...fact, state: 'stalled', failure: forbidden });
		say('PLAYING', null);
		expect(player()).toEqual({ ...fact, state: 'playing', failure: null });
		expect(asked(call, 'startPlaying')).toHaveLength(1);
		say('PLAY_REQUESTING', interrupted);
		await call.advance(DELAYS.stallPatience);
		expect(player()).toEqual({ ...fact, state: 'retrying', failure: failure('stream.timeout') });
		await call.advance(3_200);
		expect(player()).toEqual({ ...fact, state: 'playing', failure: null });
	});

	it('to which no network path leads is waited for, however long, and plays when there is one', async () => {
		const { call, say, player } = await playing();
		say('PLAY_REQUESTING', interrupted);
		say('PLAY_REQUESTING', noPath);
		await call.advance(600_000);
		expect(player()).toEqual({ ...fact, state: 'unreachable', failure: noPath });
		expect(callView(stateOf(call.actor.getSnapshot()))).toMatchObject({ failure: noPath, controls: { retry: false } });
		say('PLAYING', null);
		expect(player()).toEqual({ ...fact, state: 'playing', failure: null });
		expect(asked(call, 'startPlaying')).toHaveLength(1);
	});

	it('to which there may be a path after all is asked for as at first', async () => {
		const { say, player } = await playing();
		say('PLAY_REQUESTING', interrupted);
		say('PLAY_REQUESTING', noPath);
		say('PLAY_REQUESTING', interrupted);
		expect(player()).toEqual({ ...fact, state: 'requesting', failure: interrupted });
	});

	it('that stops is asked for again after growing pauses, and all of them anew once it has played', async () => {
		const { call, say, player } = await playing();
		for (let time = 0; time < 6; time++) {
			say('NO_PLAY', interrupted);
			expect(player()).toEqual({ ...fact, state: 'retrying', failure: interrupted });
			await call.advance(3_200);
			expect(player()?.state).toBe('playing');
		}
		call.engine.prompter.answers.startPlaying = NEVER;
		for (const pause of [3_000, 4_000, 5_000, 8_000]) {
			say('NO_PLAY', interrupted);
			await call.advance(pause - 1);
			expect(player()?.state).toBe('retrying');
			await call.advance(1);
			expect(player()?.state).toBe('requesting');
			say('NO_PLAY', null);
			expect(player()?.state).toBe('requesting');
		}
		say('NO_PLAY', interrupted);
		expect(player()).toEqual({ ...fact, state: 'failed', failure: interrupted });
		await call.advance(60_000);
		call.actor.send({ type: 'user.retry' });
		expect(player()).toEqual({ ...fact, state: 'requesting', failure: null });
		say('NO_PLAY', interrupted);
		expect(player()?.state).toBe('retrying');
	});

	it.each(['lost', 'stopped'] as const)(
		'that is %s leaves a chart that says so to whoever reads the record',
		async (reason) => {
			const { call, player } = await playing();
			const chart = call.actor.getSnapshot().children['player:ann_camera'];
			if (reason === 'lost') call.engine.room.people.leave('ann', 'lost');
			else call.engine.room.people.unpublish('ann');
			expect(player()).toBeUndefined();
			expect(chart?.getSnapshot()).toMatchObject({ status: 'done', value: 'gone', output: { reason } });
		}
	);
});
