/** The few numbers of `getStats()` that the engine uses. */

export interface Counts {
	/** Packets of all kinds that have arrived since the beginning. */
	readonly received: number;
	/** Media packets that have arrived, and that were lost. */
	readonly arrived: number;
	readonly missing: number;
	/** Seconds, of the worst line. */
	readonly jitter: number | null;
	/** Share of my packets that the other side misses, and round trip in seconds. Null until the other side reports. */
	readonly missingThere: number | null;
	readonly roundTrip: number | null;
	/** Grows whenever the other confirms that something of mine has come. Null if the browser doesn't tell. */
	readonly signs: number | null;
}

type Row = Partial<
	RTCTransportStats &
		RTCInboundRtpStreamStats & {
			fractionLost: number;
			roundTripTime: number;
			packetsReceived: number;
			responsesReceived: number;
		}
> & { type: string };

/** Calls `count` again and again, until the returned function is called. */
export function every(milliseconds: number, count: () => Promise<void>): () => void {
	const timer = setInterval(() => {
		count().catch((error: unknown) => console.warn('not counted', error));
	}, milliseconds);
	return () => clearInterval(timer);
}

const sum = (rows: Row[], value: (row: Row) => number | undefined) =>
	rows.reduce((total, row) => total + (value(row) ?? 0), 0);
const worst = (rows: Row[], value: (row: Row) => number | undefined) =>
	rows.reduce<number | null>((most, row) => Math.max(most ?? 0, value(row) ?? 0), null);

export async function countsOf(pc: RTCPeerConnection): Promise<Counts> {
	const rows = [...((await pc.getStats()).values() as Iterable<Row>)];
	const of = (type: string) => rows.filter((row) => row.type === type);
	const inbound = of('inbound-rtp');
	const remote = of('remote-inbound-rtp');
	const transports = of('transport');
	const packets = (row: Row) => row.packetsReceived;
	return {
		// Firefox had no transport statistics: https://bugzilla.mozilla.org/show_bug.cgi?id=1515716
		received: sum(transports.length > 0 ? transports : inbound, packets),
		arrived: sum(inbound, packets),
		missing: sum(inbound, (row) => row.packetsLost),
		jitter: worst(inbound, (row) => row.jitter),
		missingThere: worst(remote, (row) => row.fractionLost),
		roundTrip: worst(remote, (row) => row.roundTripTime),
		signs: signsIn(remote, of('candidate-pair'))
	};
}

/** A report has the time when it came. Firefox doesn't count ICE's answers. */
function signsIn(remote: Row[], pairs: Row[]): number | null {
	const answers = pairs.flatMap((row) => row.responsesReceived ?? []);
	const reports = remote.flatMap((row) => row.timestamp ?? []);
	if (answers.length === 0 && reports.length === 0) return null;
	return answers.reduce((total, count) => total + count, 0) + Math.max(0, ...reports);
}

/** Packets of someone the server has lost are counted this often (ms). */
const LISTEN_PERIOD = 150;

/** Calls back when packets have arrived since the first count, until the returned function is called. */
export function listenTo(pc: RTCPeerConnection, heard: () => void): () => void {
	let first: number | null = null;
	return every(LISTEN_PERIOD, async () => {
		const { received } = await countsOf(pc);
		if (received > (first ??= received)) heard();
	});
}
