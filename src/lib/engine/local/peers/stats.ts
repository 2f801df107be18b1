/** What `getStats()` says of a connection, in the few numbers the engine asks for. */

export interface Counts {
	/** Packets of all kinds that have arrived. */
	readonly received: number;
	/** Media packets that have arrived, and that are missing. */
	readonly arrived: number;
	readonly missing: number;
	/** Seconds; the worst of all lines. */
	readonly jitter: number | null;
	/** The share of what I send that the other side misses, and the round-trip time in seconds; null while it says nothing. */
	readonly missingThere: number | null;
	readonly roundTrip: number | null;
}

type Row = Partial<
	RTCTransportStats &
		RTCInboundRtpStreamStats & { fractionLost: number; roundTripTime: number; packetsReceived: number }
> & { type: string };

/** Counts again and again, until stopped. */
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
		// Firefox tells nothing of transports: https://bugzilla.mozilla.org/show_bug.cgi?id=1515716
		received: sum(transports.length > 0 ? transports : inbound, packets),
		arrived: sum(inbound, packets),
		missing: sum(inbound, (row) => row.packetsLost),
		jitter: worst(inbound, (row) => row.jitter),
		missingThere: worst(remote, (row) => row.fractionLost),
		roundTrip: worst(remote, (row) => row.roundTripTime)
	};
}

/** While the server has lost someone, their packets are counted this often (ms), the first time to know where to count from. */
const LISTEN_PERIOD = 150;

/** Calls back once packets have arrived after the first count, until stopped. */
export function listenTo(pc: RTCPeerConnection, heard: () => void): () => void {
	let first: number | null = null;
	return every(LISTEN_PERIOD, async () => {
		const { received } = await countsOf(pc);
		if (received > (first ??= received)) heard();
	});
}
