import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, SimulatedClock } from 'xstate';
import { LOCAL_DELAYS } from '../../../src/lib/engine/local/local.delays';
import { pairMachine, type PairEvent } from '../../../src/lib/engine/local/pair/machine';

/** A pair on a clock of its own; what it does and tells is written down. */
function start({ expectsMedia = true } = {}) {
	const clock = new SimulatedClock();
	const done: string[] = [];
	const note = (what: string) => () => void done.push(what);
	const actor = createActor(
		pairMachine.provide({
			actors: { listen: fromCallback(() => () => undefined) },
			guards: { expectsMedia: () => expectsMedia },
			actions: { restartIce: note('restart'), offerAgain: note('offer'), askKeyFrames: note('key frame') }
		}),
		{ clock }
	);
	actor.on('*', ({ type }) => done.push(type));
	actor.start();
	return {
		send: (type: PairEvent['type']) => actor.send({ type }),
		wait: (ms: number) => clock.increment(ms),
		/** Time with packets every second, as the meter tells. */
		listen(ms: number) {
			for (let passed = 0; passed < ms; passed += 1_000) {
				actor.send({ type: 'media.heard' });
				clock.increment(1_000);
			}
		},
		news: () => done.splice(0),
		has: (tag: 'flowing' | 'absent') => actor.getSnapshot().hasTag(tag)
	};
}

function flowing(options = {}) {
	const pair = start(options);
	pair.send('connection.connected');
	pair.news();
	return pair;
}

describe('someone the server has lost', () => {
	it('is gone when nothing arrives any more', () => {
		const pair = flowing();
		pair.send('member.lost');
		pair.wait(LOCAL_DELAYS.doubt - 1);
		expect(pair.news()).toEqual([]);
		pair.wait(1);
		expect(pair.news()).toEqual(['pair.lost']);
	});

	it('stays while media arrives, and goes when that stops', () => {
		const pair = flowing();
		pair.send('member.lost');
		pair.send('media.proved');
		pair.listen(30_000);
		expect(pair.news()).toEqual([]);
		pair.wait(LOCAL_DELAYS.mediaSilence);
		expect(pair.news()).toContain('pair.lost');
	});

	it('comes back as if never away, and is then asked what it still publishes', () => {
		const pair = flowing();
		pair.send('member.lost');
		pair.send('media.proved');
		pair.send('member.returned');
		pair.listen(LOCAL_DELAYS.republish);
		expect(pair.news().filter((what) => what.startsWith('pair'))).toEqual(['pair.settled']);
		expect(pair.has('absent')).toBe(false);
	});

	it('is expected back for as long as it may reconnect, without being called', () => {
		const pair = flowing();
		pair.send('member.lost');
		pair.wait(LOCAL_DELAYS.doubt);
		pair.news();
		pair.send('connection.disconnected');
		pair.send('connection.failed');
		pair.wait(LOCAL_DELAYS.reconnecting - 1);
		expect(pair.news()).toEqual([]);
		pair.wait(1);
		expect(pair.news()).toEqual(['pair.over']);
	});

	it('who is back without a path is repaired if it does not do so itself', () => {
		const pair = flowing();
		pair.send('member.lost');
		pair.wait(LOCAL_DELAYS.doubt);
		pair.send('member.returned');
		pair.wait(LOCAL_DELAYS.repair - 1);
		expect(pair.news()).not.toContain('restart');
		pair.wait(1);
		expect(pair.news()).toContain('restart');
	});
});

describe('media', () => {
	it('that is due and does not come is a stall; none is due of someone who is muted', () => {
		const pair = flowing();
		pair.listen(10_000);
		expect(pair.has('flowing')).toBe(true);
		pair.wait(LOCAL_DELAYS.mediaSilence);
		expect(pair.has('flowing')).toBe(false);
		pair.send('media.heard');
		expect(pair.has('flowing')).toBe(true);

		const muted = flowing({ expectsMedia: false });
		muted.wait(60_000);
		expect(muted.has('flowing')).toBe(true);
		expect(muted.news()).toEqual([]);
	});

	it('whose path is gone is repaired until there is another', () => {
		const pair = flowing();
		pair.send('connection.failed');
		expect(pair.has('flowing')).toBe(false);
		pair.wait(LOCAL_DELAYS.restartAgain);
		pair.wait(LOCAL_DELAYS.restartAgain);
		expect(pair.news()).toEqual(['restart', 'restart', 'restart']);
		pair.send('connection.connected');
		expect(pair.has('flowing')).toBe(true);
		pair.listen(60_000);
		expect(pair.news()).not.toContain('restart');
	});

	it('that never came is tried for again', () => {
		const pair = start();
		pair.wait(LOCAL_DELAYS.connecting);
		expect(pair.news()).toEqual(['restart']);
	});

	it('is repaired at once when my own link is back, unless it never stopped', () => {
		const whole = flowing();
		whole.send('link.resumed');
		expect(whole.news()).toEqual(['key frame']);
		const silent = flowing();
		silent.wait(LOCAL_DELAYS.mediaSilence);
		silent.send('link.resumed');
		expect(silent.news().sort()).toEqual(['key frame', 'restart']);
	});
});

it('an offer without an answer is repeated', () => {
	const pair = flowing();
	pair.send('signaling.have-local-offer');
	pair.wait(LOCAL_DELAYS.answer);
	pair.send('link.resumed');
	expect(pair.news().filter((what) => what === 'offer')).toHaveLength(2);
	pair.send('signaling.stable');
	pair.listen(60_000);
	expect(pair.news()).not.toContain('offer');
});

it('after a gap key frames are asked for at 0, 250, 500 and 1000 ms, and not before the first picture', () => {
	const pair = start();
	pair.send('connection.connected');
	expect(pair.news()).toEqual([]);
	pair.send('member.returned');
	const asked: number[] = [];
	for (let at = 0; at <= 2_000; at += 50) {
		if (pair.news().includes('key frame')) asked.push(at);
		pair.wait(50);
	}
	expect(asked).toEqual([0, 250, 500, 1_000]);
});
