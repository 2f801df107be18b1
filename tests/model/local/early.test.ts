/** Connections between lobby and room: what is sent, when they are of use, and when they are given up. */
import { createActor, fromPromise, SimulatedClock } from 'xstate';
import { describe, expect, it } from 'vitest';
import type { ParkedOffer } from '../../../src/lib/api/signalling';
import { EARLY_DELAYS } from '../../../src/lib/engine/local/early/delays';
import { earlyMachine, type EarlyActor } from '../../../src/lib/engine/local/early/machine';
import { EarlyConnections } from '../../../src/lib/engine/local/peers/early.connections';
import type { SessionHandle } from '../../../src/lib/engine/local/session.handle';
import type { SessionEvent } from '../../../src/lib/engine/local/session/types';
import { settled } from '../harness/clock';
import { latest, made, outgoing } from './connection';

const OFFER: ParkedOffer = { userID: 'ann', sessionID: 'anns-session', offerID: '1-1', sdp: 'offer' };

/** Early connections with their charts, without a session around them. */
function start() {
	const clock = new SimulatedClock();
	const sent: unknown[] = [];
	const charts = new Map<string, EarlyActor>();
	const session = {
		send(event: SessionEvent) {
			if (event.type === 'send') sent.push(event.message);
			if (event.type === 'early.closed') charts.get(event.offerID)?.stop();
			if (event.type === 'early.closed') charts.delete(event.offerID);
			if (event.type === 'early.opened') {
				const chart = createActor(machine, { clock, input: { offerID: event.offerID } });
				charts.set(event.offerID, chart);
				chart.start();
			}
		},
		early: (offerID: string) => charts.get(offerID)
	} as unknown as SessionHandle;
	const early = new EarlyConnections({
		ice: () => ({ iceServers: [], iceTransportPolicy: 'all' }),
		session,
		outgoing
	});
	const machine = earlyMachine.provide({
		actors: { agree: fromPromise(({ input }) => early.agree(input.offerID)) },
		actions: {
			sendAnswer: ({ context }) => early.sendAnswer(context.offerID),
			giveUp: ({ context }) => early.giveUp(context.offerID)
		}
	});
	const stateOf = (offerID: string) => charts.get(offerID)?.getSnapshot().value;
	return { early, sent, stateOf, clock };
}

/** Mine to Ann, once she has my answer. */
async function visit() {
	const started = start();
	started.early.connect([OFFER]);
	await settled();
	latest().finds('host');
	latest().ends();
	await settled();
	return started;
}

describe('from the lobby', () => {
	it('the answer is sent once, with its candidates', async () => {
		const { sent, stateOf } = await visit();
		const answer = { to: 'ann', offerID: '1-1', sdp: 'v=0 host' };
		expect(sent).toEqual([{ t: 'prepare', answer }]);
		expect(stateOf('1-1')).toEqual({ useful: 'connecting' });
		latest().becomes('connected');
		expect(stateOf('1-1')).toEqual({ useful: 'connected' });
	});

	it('nothing is sent to the network of the other before it has my answer', async () => {
		const { early } = start();
		const sdp = [
			'v=0',
			'm=video',
			'a=mid:0',
			'a=candidate:1 host',
			'a=end-of-candidates',
			'm=audio',
			'a=candidate:2 relay',
			''
		];
		early.connect([{ ...OFFER, sdp: sdp.join('\r\n') }]);
		await settled();
		expect(latest().done).toEqual(['takes offer v=0\r\nm=video\r\na=mid:0\r\nm=audio\r\n']);
		early.start('1-1');
		early.start('1-1');
		expect(latest().done.slice(1)).toEqual(['tries candidate:1 host of 0', 'tries candidate:2 relay of 1']);
	});

	it('it waits no longer than a second for candidates, and those that come later are kept', async () => {
		const { early, sent, clock } = start();
		early.connect([OFFER]);
		await settled();
		clock.increment(EARLY_DELAYS.gathering);
		latest().finds('relay');
		expect(sent).toMatchObject([{ answer: { sdp: 'v=0' } }]);
		expect(early.takeVisits()).toMatchObject([{ isUnsent: false, early: { late: [{ candidate: 'relay' }] } }]);
	});

	it('there is one to each person, whatever offers come after', async () => {
		const { early } = await visit();
		early.connect([{ ...OFFER, offerID: '2-2' }]);
		expect(made).toHaveLength(1);
		early.connect([{ ...OFFER, offerID: '3-3', sessionID: 'anns-next-session' }]);
		expect(made).toHaveLength(2);
	});

	it('a login finds what is of use, and takes along the answers that are not sent yet', async () => {
		const { early, stateOf } = await visit();
		early.connect([{ userID: 'ben', sessionID: 'bens-session', offerID: '2-2', sdp: 'offer' }]);
		expect(early.takeVisits()).toMatchObject([
			{ whom: { userID: 'ann', sessionID: 'anns-session' }, isUnsent: false },
			{ whom: { userID: 'ben' }, isUnsent: true }
		]);
		expect(made.map(({ close }) => close.mock.calls.length)).toEqual([0, 0]);
		expect([stateOf('1-1'), stateOf('2-2')]).toEqual([undefined, undefined]);
		early.closeAll();
		expect(made.map(({ close }) => close.mock.calls.length)).toEqual([0, 0]);
	});

	it.each([
		['failed', 0],
		['closed', 0],
		['disconnected', EARLY_DELAYS.connecting],
		['connecting', EARLY_DELAYS.connecting]
	] as const)('one that is %s is given up at both ends, and not tried again', async (state, wait) => {
		const { early, sent, stateOf, clock } = await visit();
		if (state === 'disconnected') latest().becomes('connected');
		latest().becomes(state);
		clock.increment(wait);
		expect(stateOf('1-1')).toBe('givenUp');
		expect(sent.slice(1)).toEqual([{ t: 'release', to: 'ann' }]);
		expect(latest().close).toHaveBeenCalled();
		early.connect([{ ...OFFER, offerID: '2-2' }]);
		expect(made).toHaveLength(1);
		expect(early.takeVisits()).toEqual([]);
	});

	it('a moment without a path is borne', async () => {
		const { stateOf, clock } = await visit();
		for (const state of ['connected', 'disconnected', 'connected'] as const) latest().becomes(state);
		clock.increment(EARLY_DELAYS.connecting);
		expect(stateOf('1-1')).toEqual({ useful: 'connected' });
	});

	it('the end of a visit is told, and closes all', async () => {
		const { early, sent } = await visit();
		early.endVisit();
		expect(sent.slice(1)).toEqual([{ t: 'release', to: 'ann' }]);
		expect(latest().close).toHaveBeenCalled();
	});
});

describe('in the room', () => {
	async function visited() {
		const started = start();
		const pc = new RTCPeerConnection();
		started.early.accept({ offerID: '1-1', pc, late: [] }, 'answer');
		await settled();
		return started;
	}

	it('my devices are off a connection before it gets the answer', async () => {
		const { stateOf, sent } = await visited();
		expect(latest().done).toEqual(['sends null', 'takes answer answer']);
		expect(stateOf('1-1')).toEqual({ useful: 'connecting' });
		expect(sent).toEqual([]);
	});

	it('whoever logs in gets it, and nobody twice', async () => {
		const { early } = await visited();
		expect(early.take('1-1')?.pc).toBe(latest());
		expect(early.take('1-1')).toBeNull();
		expect(latest().close).not.toHaveBeenCalled();
	});

	it('it is not kept for longer than a visit takes, and then it is of no use', async () => {
		const { early, clock, sent } = await visited();
		latest().becomes('connected');
		clock.increment(EARLY_DELAYS.longest - 1);
		expect(latest().close).not.toHaveBeenCalled();
		clock.increment(1);
		expect(latest().close).toHaveBeenCalled();
		expect(sent).toEqual([]);
		expect(early.take('1-1')).toBeNull();
	});
});
