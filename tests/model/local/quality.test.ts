import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../../../machines/engine';
import type { Peer } from '../../../src/lib/engine/local/peers/peer';
import type { Peers } from '../../../src/lib/engine/local/peers/peers';
import { gradeOf, meter, ownQuality, qualityOf } from '../../../src/lib/engine/local/peers/quality';
import { Reach } from '../../../src/lib/engine/local/peers/reach';
import { rhythmOf } from '../../../src/lib/engine/local/peers/sizes';
import { countsIn, hasGrown, listenTo, type Counts, type Row } from '../../../src/lib/engine/local/peers/stats';

const counts = (changed: Partial<Counts>): Counts => ({
	received: 0,
	arrived: 0,
	missing: 0,
	jitter: null,
	missingThere: null,
	roundTrip: null,
	signs: null,
	answering: null,
	...changed
});

describe('grades', () => {
	it('get worse with loss, with delay and with jitter, each by itself', () => {
		const losses = [0, 0.02, 0.05, 0.2, 0.5].map((loss) => gradeOf({ loss }));
		const delays = [0.05, 0.2, 0.4, 1, 3].map((roundTrip) => gradeOf({ loss: 0, roundTrip }));
		const jitters = [0.01, 0.04, 0.08, 0.3, 1].map((jitter) => gradeOf({ loss: 0, jitter }));
		expect([losses, delays, jitters]).toEqual(Array(3).fill([0, 1, 2, 3, 3]));
	});

	it('are unknown when nothing was sent that could have been lost', () => {
		expect(gradeOf({ loss: null, roundTrip: 3 })).toBe(-1);
		expect(qualityOf(counts({}), counts({}))).toEqual({ uplink: -1, downlink: -1 });
	});

	it('of the other are of what has come since the last count, and of what it says it misses', () => {
		const before = counts({ arrived: 1_000, missing: 500 });
		const now = counts({ arrived: 1_095, missing: 505, jitter: 0.01, missingThere: 0, roundTrip: 0.02 });
		expect(qualityOf(before, now)).toEqual({ uplink: 2, downlink: 0 });
	});

	it('do not take packets that came late after all for a loss', () => {
		const quality = qualityOf(counts({ arrived: 100, missing: 10 }), counts({ arrived: 200, missing: 4 }));
		expect(quality.uplink).toBe(0);
	});
});

describe('what I send', () => {
	const SECOND = 1_000;

	it('reaches the other as long as there are new signs, then nobody knows, and after a while it does not', () => {
		const reach = new Reach(0);
		expect(reach.count(7, SECOND, 'often')).toBe('unknown');
		expect(reach.count(8, 2 * SECOND, 'often')).toBe('yes');
		expect(reach.count(8, 4 * SECOND, 'often')).toBe('yes');
		expect(reach.count(8, 7 * SECOND, 'often')).toBe('unknown');
		expect(reach.count(8, 9 * SECOND, 'often')).toBe('no');
		expect(reach.count(9, 10 * SECOND, 'often')).toBe('yes');
	});

	it('is not known to reach anyone by signs from before a loss that are counted after it', () => {
		const reach = new Reach(0);
		reach.count(1, SECOND, 'often');
		reach.doubt(1.9 * SECOND);
		expect(reach.count(2, 2 * SECOND, 'often')).toBe('unknown');
		expect(reach.count(3, 3 * SECOND, 'often')).toBe('yes');
	});

	it('is not known to reach anyone after a loss until there is a new sign', () => {
		const reach = new Reach(0);
		reach.count(1, SECOND, 'often');
		reach.count(2, 2 * SECOND, 'often');
		reach.doubt(2.5 * SECOND);
		expect(reach.count(2, 3 * SECOND, 'often')).toBe('unknown');
		expect(reach.count(3, 4 * SECOND, 'often')).toBe('yes');
	});

	it('and is only sound, in a browser that counts no answers, reaches the other from one report to the next', () => {
		const reach = new Reach(0);
		reach.count(1, SECOND, 'seldom');
		expect(reach.count(2, 2 * SECOND, 'seldom')).toBe('yes');
		expect(reach.count(2, 9.5 * SECOND, 'seldom')).toBe('yes');
		expect(reach.count(2, 12 * SECOND, 'seldom')).toBe('unknown');
		expect(reach.count(2, 15 * SECOND, 'seldom')).toBe('no');
	});

	it('reaches the other from one answer to the next in Firefox, which asks every four to six seconds', () => {
		const pair: Row = { type: 'candidate-pair' };
		const answers = [4, 5.2, 6, 4, 6, 5].reduce((times, gap) => [...times, (times.at(-1) ?? 0) + gap], [0.1]);
		const reach = new Reach(0);
		const reached = Array.from({ length: 32 }, (_, second) => {
			const responsesReceived = answers.filter((time) => time <= second).length;
			const { signs, answering } = countsIn([{ ...pair, responsesReceived }]);
			return reach.count(signs, second * SECOND, answering ?? 'never');
		});
		expect(reached.slice(0, 1)).toEqual(['unknown']);
		expect(new Set(reached.slice(1))).toEqual(new Set(['yes']));
		expect(reach.count(answers.length, 39 * SECOND, 'regularly')).toBe('unknown');
		expect(reach.count(answers.length, 44 * SECOND, 'regularly')).toBe('no');
	});

	it('is unknown while nothing is sent that could be reported', () => {
		expect(new Reach(0).count(7, 60 * SECOND, 'never')).toBe('unknown');
	});

	it('is reported on often if it is a picture, seldom if it is only sound, and never if it is nothing that is sent', () => {
		const sender = (kind: string, active?: boolean) => ({
			track: { kind },
			getParameters: () => ({ encodings: [{ active }] })
		});
		const off = { track: null, getParameters: () => ({ encodings: [{}] }) };
		const rhythm = (...senders: unknown[]) => rhythmOf({ getSenders: () => senders } as unknown as RTCPeerConnection);
		expect(rhythm(sender('audio'), sender('video', true))).toBe('often');
		expect([rhythm(sender('audio'), off), rhythm(sender('audio'), sender('video', false))]).toEqual([
			'seldom',
			'seldom'
		]);
		expect([rhythm(off, off), rhythm(off, sender('video', false))]).toEqual(['never', 'never']);
	});

	it('is proved by answers where the browser counts them: reports come though nothing arrives any more', () => {
		const report = { type: 'remote-inbound-rtp', timestamp: 5 } as Row;
		expect(countsIn([report])).toMatchObject({ signs: 5, answering: null });
		const pairs: Row[] = [
			{ type: 'candidate-pair', responsesReceived: 2 },
			{ type: 'candidate-pair', responsesReceived: 1 }
		];
		expect(countsIn([report, ...pairs])).toMatchObject({ signs: 3, answering: 'regularly' });
		const countingQuestions = pairs.map((pair) => ({ ...pair, requestsSent: 3 }));
		expect(countsIn([report, ...countingQuestions])).toMatchObject({ signs: 3, answering: 'often' });
	});

	it('is unknown where the browser counts no signs', () => {
		expect(new Reach(0).count(null, 60 * SECOND, 'often')).toBe('unknown');
	});
});

describe('what a browser does not report', () => {
	const row = (type: string, numbers: Partial<Row> = {}): Row => ({ ...numbers, type }) as Row;
	const inbound = row('inbound-rtp', { packetsReceived: 5 });
	const path = row('candidate-pair', { bytesReceived: 700 });
	const receivedIn = (...rows: Row[]) => countsIn(rows).received;

	it('is not counted as 0: of transports, paths and media, the first with a counter counts', () => {
		expect(receivedIn(row('transport', { packetsReceived: 9 }), path, inbound)).toBe(9);
		expect(receivedIn(row('transport'), path, inbound)).toBe(700);
		expect(receivedIn(row('transport'), row('candidate-pair'), inbound)).toBe(5);
	});

	it('is unknown', () => {
		const unknown = {
			received: null,
			arrived: null,
			missing: null,
			jitter: null,
			missingThere: null,
			roundTrip: null,
			signs: null,
			answering: null
		};
		expect(countsIn([row('transport'), row('inbound-rtp'), row('remote-inbound-rtp')])).toEqual(unknown);
	});

	it('and what has not come yet are two things', () => {
		expect(receivedIn(row('transport'))).toBe(0);
	});

	it('without one of two numbers it is unknown whether it has grown', () => {
		expect([hasGrown(1, 2), hasGrown(2, 2), hasGrown(null, 2), hasGrown(2, null)]).toEqual([true, false, null, null]);
	});

	it('gets no grade', () => {
		const uncounted = counts({ arrived: null, missing: null });
		expect(qualityOf(uncounted, uncounted).uplink).toBe(-1);
		expect(qualityOf(counts({ arrived: 1, missing: null }), counts({ arrived: 2, missing: 1 })).uplink).toBe(-1);
	});
});

describe('a picture that nobody sees', () => {
	const at = (timestamp: number, type: string, numbers: Partial<Row>): Row => ({ ...numbers, type, timestamp }) as Row;
	const NOW = 60_000;
	const LONG_AGO = 50_000;
	const sound = [
		at(NOW, 'inbound-rtp', {
			packetsReceived: 90,
			packetsLost: 0,
			jitter: 0.01,
			lastPacketReceivedTimestamp: NOW - 20
		}),
		at(NOW - 4_000, 'remote-inbound-rtp', { fractionLost: 0, roundTripTime: 0.02 })
	];
	const picture = (last: number) => [
		at(NOW, 'inbound-rtp', { packetsReceived: 90, packetsLost: 9, jitter: 0.9, lastPacketReceivedTimestamp: last }),
		at(last, 'remote-inbound-rtp', { fractionLost: 0.5, roundTripTime: 2 })
	];

	it('says nothing of the network any more, however it was when it was seen', () => {
		expect(countsIn([...sound, ...picture(LONG_AGO)])).toMatchObject({
			jitter: 0.01,
			missingThere: 0,
			roundTrip: 0.02
		});
		expect(countsIn(picture(LONG_AGO))).toMatchObject({ jitter: null, missingThere: null, roundTrip: null });
	});

	it('says of the network what it can while it is seen', () => {
		expect(countsIn([...sound, ...picture(NOW - 900)])).toMatchObject({ jitter: 0.9, missingThere: 0.5, roundTrip: 2 });
	});
});

describe('whoever is listened to', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** Each count finds so many packets; none: the browser counts nothing. */
	const someone = (connectionState: RTCPeerConnectionState, ...counted: number[]) => {
		const rows = (): Row[] => [{ type: 'transport' }, { type: 'inbound-rtp', packetsReceived: counted.shift() } as Row];
		const getStats = () => Promise.resolve(new Map(rows().map((row) => [row.type, row])));
		const reach = new Reach(0);
		return {
			pc: { connectionState, getStats, getSenders: () => [] },
			received: 0,
			whom: { userID: 'ana' },
			reach
		} as unknown as Peer;
	};
	const isHeard = async (peer: Peer) => {
		const heard = vi.fn();
		const stop = listenTo(peer, heard);
		await vi.advanceTimersByTimeAsync(400);
		stop();
		return heard.mock.calls.length > 0;
	};
	const isMetered = async (peer: Peer) => {
		const tell = vi.fn();
		const peers = { values: () => [peer], tell, isFlowing: () => true } as unknown as Peers;
		const stop = meter(peers, () => undefined);
		await vi.advanceTimersByTimeAsync(2_000);
		stop();
		return tell.mock.calls.length > 0;
	};

	it('is heard when packets come, and not when none do', async () => {
		expect([await isHeard(someone('connected', 5, 6)), await isHeard(someone('connected', 5, 5))]).toEqual([
			true,
			false
		]);
	});

	it.each([
		['connected', true],
		['disconnected', false],
		['failed', false]
	] as const)('by a browser that counts nothing is heard while there is a path (%s: %s)', async (state, heard) => {
		expect([await isHeard(someone(state)), await isMetered(someone(state))]).toEqual([heard, heard]);
	});
});

describe('what reaches whom', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** Answers come without end, and to count them takes so long (ms). */
	const someone = (userID: string, slowness: number) => {
		let answers = 0;
		const rows = (): Row[] => [
			{ type: 'candidate-pair', responsesReceived: ++answers },
			{ type: 'remote-inbound-rtp', fractionLost: 0 }
		];
		const getStats = async () => {
			await new Promise((resolve) => setTimeout(resolve, slowness));
			return new Map(rows().map((row) => [row.type, row]));
		};
		const reach = new Reach(0);
		return { pc: { getStats, getSenders: () => [] }, received: 0, whom: { userID }, reach } as unknown as Peer;
	};

	it('is not known when that is doubted while the others are counted', async () => {
		const [quick, slow] = [someone('ana', 0), someone('bo', 100)];
		const peers = { values: () => [quick, slow], tell: () => undefined, isFlowing: () => true } as unknown as Peers;
		const told: unknown[] = [];
		const ofAna = (event: EngineEvent) => event.type === 'network.quality' && event.userID === 'ana';
		const stop = meter(peers, (event) => void (ofAna(event) && told.push(event)));
		await vi.advanceTimersByTimeAsync(2_500);
		expect(told.at(-1)).toMatchObject({ downlink: 0 });
		await vi.advanceTimersByTimeAsync(550);
		for (const { reach } of [quick, slow]) reach.doubt(performance.now());
		await vi.advanceTimersByTimeAsync(100);
		expect(told.at(-1)).toMatchObject({ downlink: -1 });
		stop();
	});
});

describe('my own network', () => {
	it('is as good as my best connection: one bad one is the other’s trouble', () => {
		const others = [
			{ uplink: 3, downlink: 4 },
			{ uplink: 0, downlink: 1 },
			{ uplink: -1, downlink: -1 }
		] as const;
		expect(ownQuality(others)).toEqual({ uplink: 1, downlink: 0 });
	});

	it('is unknown alone', () => {
		expect(ownQuality([])).toEqual({ uplink: -1, downlink: -1 });
	});
});
