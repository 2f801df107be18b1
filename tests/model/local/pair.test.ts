/** What the pair's paths don't tell: how long it waits, and what it asks of its connection. */
import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, SimulatedClock } from 'xstate';
import { DOUBT, PAIR_DELAYS, QUIET_DOUBT } from '../../../src/lib/engine/local/pair/delays';
import { pairMachine } from '../../../src/lib/engine/local/pair/machine';
import type { PairEvent, PairReport } from '../../../src/lib/engine/local/pair/types';

type Plain = Exclude<PairEvent, { type: 'media.expected' }>['type'];

/** A connected pair on a clock of its own. */
function connected({ expectsMedia = true } = {}) {
	const clock = new SimulatedClock();
	const done: string[] = [];
	const listened: string[] = [];
	const note = (what: string) => () => void done.push(what);
	const session = createActor(
		fromCallback<PairReport>(({ receive }) => receive(({ type }) => done.push(type))),
		{ clock }
	).start();
	const actor = createActor(
		pairMachine.provide({
			actors: {
				listen: fromCallback<PairEvent, { userID: string }, PairEvent>(({ input }) => void listened.push(input.userID))
			},
			actions: {
				restartIce: note('restartIce'),
				offerAgain: note('offer'),
				startOver: note('startOver'),
				askKeyFrames: note('askKeyFrames'),
				askSizes: note('askSizes')
			}
		}),
		{ parent: session, input: { userID: 'ana', expectsMedia } }
	).start();
	const pair = {
		actor,
		listened,
		send: (type: Plain) => actor.send({ type }),
		waits: (milliseconds: number) => clock.increment(milliseconds),
		/** Time with packets every second. */
		hears(milliseconds: number) {
			for (let passed = 0; passed < milliseconds; passed += 1_000) {
				pair.send('media.heard');
				clock.increment(1_000);
			}
		},
		news: () => done.splice(0),
		isPathless: () => actor.getSnapshot().hasTag('pathless'),
		isFlowing: () => actor.getSnapshot().hasTag('flowing')
	};
	pair.send('connection.connected');
	pair.news();
	return pair;
}

describe('someone the server has lost', () => {
	it.each([
		[true, DOUBT],
		[false, QUIET_DOUBT]
	])('has gone when nothing arrives, whether much was expected (%s) or not', (expectsMedia, doubt) => {
		const pair = connected({ expectsMedia });
		pair.send('member.lost');
		pair.waits(doubt - 1);
		expect(pair.news()).toEqual([]);
		pair.waits(1);
		expect(pair.news()).toContain('pair.lost');
	});

	it('stays while media arrives, and goes when that stops', () => {
		const pair = connected();
		pair.send('member.lost');
		expect(pair.listened).toEqual(['ana']);
		pair.send('media.proved');
		pair.hears(30_000);
		expect(pair.news()).toEqual(['pair.away']);
		pair.waits(PAIR_DELAYS.mediaSilence);
		pair.waits(PAIR_DELAYS.suspicion);
		expect(pair.news()).toContain('pair.lost');
	});

	it('stays though my page was busy and counted nothing', () => {
		const pair = connected();
		pair.send('member.lost');
		pair.send('media.proved');
		pair.waits(10_000);
		pair.hears(30_000);
		expect(pair.news()).toEqual(['pair.away']);
	});

	it('who comes back is asked a while later what they still publish', () => {
		const pair = connected();
		pair.send('member.lost');
		pair.send('media.proved');
		pair.send('member.returned');
		pair.hears(PAIR_DELAYS.republish);
		expect(pair.news().filter((what) => what.startsWith('pair'))).toEqual(['pair.away', 'pair.back', 'pair.settled']);
	});

	it('gets key frames as soon as its packets come again, and once', () => {
		const pair = connected();
		pair.send('member.lost');
		pair.waits(DOUBT);
		pair.news();
		pair.send('media.proved');
		pair.send('media.proved');
		expect(pair.news()).toEqual(['askKeyFrames']);
	});

	it('is not called while gone', () => {
		const pair = connected();
		pair.send('member.lost');
		pair.waits(DOUBT);
		pair.news();
		pair.send('connection.disconnected');
		pair.send('connection.failed');
		pair.waits(PAIR_DELAYS.reconnecting);
		expect(pair.news()).toEqual(['pair.over']);
	});
});

describe('media', () => {
	it('that is due and does not come is a stall', () => {
		const pair = connected();
		pair.hears(10_000);
		expect(pair.isFlowing()).toBe(true);
		pair.waits(PAIR_DELAYS.mediaSilence);
		expect(pair.isFlowing()).toBe(true);
		pair.waits(PAIR_DELAYS.suspicion);
		expect(pair.isFlowing()).toBe(false);
		expect(pair.news()).toEqual(['pair.stalled']);
	});

	it('is not due of someone with camera and microphone off, and is when one is turned on', () => {
		const pair = connected({ expectsMedia: false });
		pair.waits(60_000);
		expect(pair.news()).toEqual([]);
		pair.actor.send({ type: 'media.expected', expectsMedia: true });
		pair.waits(PAIR_DELAYS.mediaSilence);
		pair.waits(PAIR_DELAYS.suspicion);
		expect(pair.news()).toEqual(['pair.stalled']);
	});

	it('that a busy page has not counted is no stall', () => {
		const pair = connected();
		pair.waits(10_000);
		pair.hears(10_000);
		expect(pair.news()).toEqual([]);
	});

	it('is listened for when the server falls silent, and repaired as soon as the link is back', () => {
		const pair = connected();
		pair.send('link.doubted');
		expect(pair.listened).toEqual(['ana']);
		pair.waits(PAIR_DELAYS.suspicion);
		expect(pair.news()).toEqual(['pair.stalled']);
		pair.send('link.resumed');
		expect(pair.news()).toContain('restartIce');
	});

	it.each(['media.heard', 'media.proved'] as const)(
		'that comes again after a silence (%s) gets key frames, though the link is still down',
		(again) => {
			const pair = connected();
			pair.send('link.doubted');
			pair.waits(PAIR_DELAYS.suspicion);
			pair.news();
			pair.send(again);
			expect(pair.isFlowing()).toBe(true);
			expect(pair.news()).toEqual(['askKeyFrames', 'pair.returned', 'pair.flowing']);
		}
	);

	it('is listened for while it is missing, and so is the answer to a new path', () => {
		const pair = connected();
		pair.send('connection.disconnected');
		expect(pair.listened).toEqual(['ana']);
		pair.send('media.proved');
		expect(pair.isFlowing()).toBe(true);
	});

	it('that goes on over a loss of the link is left alone', () => {
		const pair = connected();
		for (const event of ['link.doubted', 'media.proved', 'link.resumed', 'media.proved'] as const) pair.send(event);
		pair.hears(10_000);
		expect(pair.news().filter((what) => !what.startsWith('ask'))).toEqual([]);
	});

	it('that has stopped when the link is back is repaired at once', () => {
		const pair = connected();
		pair.send('link.resumed');
		pair.waits(PAIR_DELAYS.suspicion);
		expect(pair.news()).toEqual(expect.arrayContaining(['pair.stalled', 'restartIce']));
	});

	it('whose path is gone is repaired until there is another', () => {
		const pair = connected();
		pair.send('connection.failed');
		pair.waits(PAIR_DELAYS.restartAgain);
		pair.waits(PAIR_DELAYS.restartAgain);
		expect(pair.news().filter((what) => what === 'restartIce')).toHaveLength(3);
		pair.send('connection.connected');
		pair.hears(60_000);
		expect(pair.news()).not.toContain('restartIce');
	});
});

describe('a path', () => {
	it('that is not found within eleven seconds is missing, until there is one', () => {
		const pair = connected();
		pair.send('connection.failed');
		pair.waits(PAIR_DELAYS.search - 1);
		expect(pair.isPathless()).toBe(false);
		pair.waits(1);
		expect(pair.isPathless()).toBe(true);
		expect(pair.news()).toContain('pair.path');
		pair.waits(60_000);
		expect(pair.news()).toContain('restartIce');
		pair.send('connection.connected');
		expect(pair.isPathless()).toBe(false);
		expect(pair.news()).toContain('pair.path');
	});

	it('that was there is missed as soon as media is silent, not only when ICE notices', () => {
		const pair = connected();
		pair.waits(PAIR_DELAYS.mediaSilence);
		pair.waits(PAIR_DELAYS.suspicion);
		pair.waits(PAIR_DELAYS.repair);
		pair.send('connection.disconnected');
		pair.waits(PAIR_DELAYS.search - PAIR_DELAYS.repair - 1);
		expect(pair.isPathless()).toBe(false);
		pair.waits(1);
		expect(pair.isPathless()).toBe(true);
	});

	it('is not missing when media comes again', () => {
		const pair = connected();
		pair.waits(PAIR_DELAYS.mediaSilence);
		pair.waits(PAIR_DELAYS.suspicion);
		pair.hears(60_000);
		expect(pair.isPathless()).toBe(false);
	});

	it('is looked for anew when the link is back: until then no two sides could agree on one', () => {
		const pair = connected();
		pair.send('connection.disconnected');
		pair.waits(PAIR_DELAYS.search - 1);
		pair.send('link.resumed');
		pair.waits(PAIR_DELAYS.search - 1);
		expect(pair.isPathless()).toBe(false);
	});

	it('is not missed to someone who is gone', () => {
		const pair = connected();
		pair.send('member.lost');
		pair.send('connection.failed');
		pair.waits(DOUBT);
		pair.waits(PAIR_DELAYS.search);
		expect(pair.isPathless()).toBe(false);
	});
});

it('an offer without an answer is made again', () => {
	const pair = connected();
	pair.send('signaling.have-local-offer');
	pair.waits(PAIR_DELAYS.answer);
	pair.send('member.returned');
	expect(pair.news().filter((what) => what === 'offer')).toHaveLength(2);
	pair.send('signaling.stable');
	pair.hears(60_000);
	expect(pair.news()).not.toContain('offer');
});

it('an offer without an answer is made again once when the link is back', () => {
	const pair = connected();
	pair.send('signaling.have-local-offer');
	pair.send('member.returned');
	pair.send('link.resumed');
	expect(pair.news().filter((what) => what === 'offer')).toHaveLength(1);
});

describe('a description that the browser refuses', () => {
	it('leads to a new connection, and not at once to another', () => {
		const pair = connected();
		pair.send('description.refused');
		pair.waits(PAIR_DELAYS.refused - 1);
		expect(pair.news()).not.toContain('startOver');
		pair.waits(1);
		expect(pair.news()).toContain('startOver');
	});

	it.each(['signaling.have-remote-offer', 'member.lost'] as const)('is forgotten after %s', (what) => {
		const pair = connected();
		pair.send('description.refused');
		pair.send(what);
		pair.waits(PAIR_DELAYS.refused);
		expect(pair.news()).not.toContain('startOver');
	});
});

it.each([
	['askKeyFrames', [0, 250, 500, 1_000]],
	// Not before the chart knows that the other is back: nothing is said to someone who is away.
	['askSizes', [250]]
])('after a gap %s is done at %j ms', (what, times) => {
	const pair = connected();
	pair.send('member.returned');
	const asked: number[] = [];
	for (let at = 0; at <= 2_000; at += 50) {
		if (pair.news().includes(what)) asked.push(at);
		pair.waits(50);
	}
	expect(asked).toEqual(times);
});
