/** The few numbers of `getStats()` that the engine uses. */
import type { Peer } from './peer';

export interface Counts {
	/** Grows with whatever arrives. Null if the browser counts nothing of the kind. */
	readonly received: number | null;
	/** Media packets that have arrived, and that were lost. */
	readonly arrived: number | null;
	readonly missing: number | null;
	/** Seconds, of the worst line. */
	readonly jitter: number | null;
	/** Share of my packets that the other side misses, and round trip in seconds. Null until the other side reports. */
	readonly missingThere: number | null;
	readonly roundTrip: number | null;
	/** Grows whenever the other confirms that something of mine has come. Null if the browser doesn't tell. */
	readonly signs: number | null;
	/** How often they are due, if they are answers to ICE's questions; null if they are reports. */
	readonly answering: 'often' | 'regularly' | null;
}

export type Row = Partial<
	RTCTransportStats &
		RTCInboundRtpStreamStats & {
			fractionLost: number;
			roundTripTime: number;
			packetsReceived: number;
			responsesReceived: number;
			requestsSent: number;
		}
> & { type: string };

/** What a line last said of itself, or of what it sends, is old when nothing has come of it for longer than this (ms): sound's reports come up to seven and a half seconds after one another. */
const FRESH = 8_000;

/** A line that is paused keeps the last of its numbers. Browsers that do not tell when that was are believed. */
const lately = (rows: Row[], at: (row: Row) => number | undefined, now: number): Row[] =>
	rows.filter((row) => now - (at(row) ?? now) <= FRESH);

/** Calls `count` again and again, until the returned function is called. */
export function every(milliseconds: number, count: () => Promise<void>): () => void {
	const timer = setInterval(() => {
		count().catch((error: unknown) => console.warn('not counted', error));
	}, milliseconds);
	return () => clearInterval(timer);
}

/** A number that the browser does not report is unknown, not 0: null if no row has it. */
function fold(rows: Row[], value: (row: Row) => number | undefined, join: (a: number, b: number) => number) {
	const numbers = rows.map(value).filter((number) => number !== undefined);
	return numbers.length > 0 ? numbers.reduce(join) : null;
}
const sum = (rows: Row[], value: (row: Row) => number | undefined) => fold(rows, value, (a, b) => a + b);
const worst = (rows: Row[], value: (row: Row) => number | undefined) => fold(rows, value, (a, b) => Math.max(a, b));

/** Whether packets have come between two counts; null if the browser does not count them. */
export function hasGrown(before: number | null, now: number | null): boolean | null {
	return before === null || now === null ? null : now > before;
}

/**
 * Whether packets have come between two counts. Where the browser counts nothing, silence can't be told from media: it is taken for
 * media as long as there is a path.
 */
export function hasHeard({ connectionState }: RTCPeerConnection, before: number | null, now: number | null): boolean {
	return hasGrown(before, now) ?? connectionState === 'connected';
}

export async function countsOf(pc: RTCPeerConnection): Promise<Counts> {
	return countsIn([...((await pc.getStats()).values() as Iterable<Row>)]);
}

export function countsIn(rows: Row[]): Counts {
	const of = (type: string) => rows.filter((row) => row.type === type);
	const inbound = of('inbound-rtp');
	const remote = of('remote-inbound-rtp');
	const now = Math.max(0, ...rows.flatMap((row) => row.timestamp ?? []));
	const reported = lately(remote, (row) => row.timestamp, now);
	const packets = (row: Row) => row.packetsReceived;
	// Firefox's transports count nothing: https://bugzilla.mozilla.org/show_bug.cgi?id=1515716
	const any = sum(of('transport'), packets) ?? sum(of('candidate-pair'), (row) => row.bytesReceived);
	return {
		// A line has a row as soon as something has arrived on it.
		received: any ?? (inbound.length > 0 ? sum(inbound, packets) : 0),
		arrived: sum(inbound, packets),
		missing: sum(inbound, (row) => row.packetsLost),
		jitter: worst(
			lately(inbound, (row) => row.lastPacketReceivedTimestamp, now),
			(row) => row.jitter
		),
		missingThere: worst(reported, (row) => row.fractionLost),
		roundTrip: worst(reported, (row) => row.roundTripTime),
		...signsIn(remote, of('candidate-pair'))
	};
}

/**
 * Answers to ICE's questions prove that the questions came. Reports are weaker, and are taken only where answers are not counted: they
 * come for some seconds though nothing arrives there any more. A report has the time when it came.
 */
function signsIn(remote: Row[], pairs: Row[]): Pick<Counts, 'signs' | 'answering'> {
	const answers = sum(pairs, (row) => row.responsesReceived);
	const signs = answers ?? worst(remote, (row) => row.timestamp);
	return { signs, answering: answers === null ? null : askingIn(pairs) };
}

/** WebRTC's own library asks often and counts its questions. Firefox, which counts answers alone, asks as often as it must. */
const askingIn = (pairs: Row[]) => (sum(pairs, (row) => row.requestsSent) === null ? 'regularly' : 'often');

/** Packets of someone the server has lost are counted this often (ms). */
const LISTEN_PERIOD = 150;

/**
 * Calls back when packets have arrived since the first count, or may have, until the returned function is called. It tells the peer what it has
 * counted, so that `meter` does not take packets from before a silence for new ones.
 */
export function listenTo(peer: Peer, heard: () => void): () => void {
	let first: number | null = null;
	return every(LISTEN_PERIOD, async () => {
		const { received } = await countsOf(peer.pc);
		peer.received = received;
		if (hasHeard(peer.pc, (first ??= received), received)) heard();
	});
}
