/** How good the network is, in ZEGO's grades. */
import type { EngineEvent, QualityGrade } from '../../../../../machines/engine';
import type { Peer } from './peer';
import type { Peers } from './peers';
import { countsOf, every, hasGrown, type Counts } from './stats';

/** The most that each grade allows: share of lost packets, round trip and jitter in seconds. Anything worse is grade 4, "Die". */
const GRADES = [
	{ loss: 0.01, roundTrip: 0.15, jitter: 0.03 },
	{ loss: 0.03, roundTrip: 0.3, jitter: 0.05 },
	{ loss: 0.08, roundTrip: 0.5, jitter: 0.1 },
	{ loss: 0.25, roundTrip: 1.5, jitter: 0.5 }
] as const;
const UNKNOWN = -1;
const DEAD = 4;
const NO_MEDIA = { uplink: DEAD, downlink: DEAD } as const;

type Measured = { loss: number | null; roundTrip?: number | null; jitter?: number | null };
type Quality = { uplink: QualityGrade; downlink: QualityGrade };

/** Unknown if `loss` is null: nothing was sent that could have been lost. */
export function gradeOf({ loss, roundTrip, jitter }: Measured): QualityGrade {
	if (loss === null) return UNKNOWN;
	const grade = GRADES.findIndex(
		(most) => loss <= most.loss && (roundTrip ?? 0) <= most.roundTrip && (jitter ?? 0) <= most.jitter
	);
	return grade < 0 ? DEAD : (grade as QualityGrade);
}

/** The other's uplink is what I get from it. Its downlink is what it gets from me. */
export function qualityOf(before: Counts, now: Counts): Quality {
	return {
		uplink: gradeOf({ loss: lossBetween(before, now), jitter: now.jitter }),
		downlink: gradeOf({ loss: now.missingThere, roundTrip: now.roundTrip })
	};
}

/** Null if nothing came, or if the browser does not count it. */
function lossBetween(before: Counts, now: Counts): number | null {
	if (now.arrived === null || now.missing === null || before.arrived === null || before.missing === null) return null;
	const arrived = now.arrived - before.arrived;
	const missing = Math.max(0, now.missing - before.missing);
	return arrived + missing > 0 ? missing / (arrived + missing) : null;
}

/** Mine is the best of all: if only one connection is bad, it is the other side's network. */
export function ownQuality(others: readonly Quality[]): Quality {
	const best = (grades: QualityGrade[]) =>
		grades
			.filter((grade) => grade !== UNKNOWN)
			.reduce<QualityGrade>((a, b) => (a === UNKNOWN || b < a ? b : a), UNKNOWN);
	return {
		uplink: best(others.map(({ downlink }) => downlink)),
		downlink: best(others.map(({ uplink }) => uplink))
	};
}

/** Packets are counted this often (ms), and the quality is emitted after every second count. */
const STATS_PERIOD = 1_000;
const QUALITY_EVERY = 2;

/** Tells each pair chart when packets arrive, and emits everyone's quality, until the returned function is called. */
export function meter(peers: Peers, emit: (event: EngineEvent) => void): () => void {
	const last = new WeakMap<Peer, Counts>();
	let ticks = 0;

	const measure = async (peer: Peer) => {
		const { userID } = peer.whom;
		const now = await countsOf(peer.pc);
		const before = last.get(peer);
		last.set(peer, now);
		// Where nothing is counted, silence can't be told from media: `connectionState` tells when the path is gone.
		if (hasGrown(before ? before.received : 0, now.received) !== false) peers.tell(userID, { type: 'media.heard' });
		return { userID, ...(peers.isFlowing(userID) ? qualityOf(before ?? now, now) : NO_MEDIA) };
	};
	const tick = async () => {
		const qualities = await Promise.all([...peers.values()].map(measure));
		if (++ticks % QUALITY_EVERY > 0) return;
		for (const quality of [...qualities, { userID: '', ...ownQuality(qualities) }]) {
			emit({ type: 'network.quality', ...quality });
		}
	};
	return every(STATS_PERIOD, tick);
}
