/** How good the network is, in ZEGO's grades. */
import type { EngineEvent, QualityGrade } from '../../../../../machines/engine';
import type { Peer } from './peer';
import type { Peers } from './peers';
import { rhythmOf } from './sizes';
import { countsOf, every, hasHeard, type Counts } from './stats';

/** The most that each grade allows: share of lost packets, round trip and jitter in seconds. Grade 4, "Die", is for what does not arrive. */
const GRADES = [
	{ loss: 0.01, roundTrip: 0.15, jitter: 0.03 },
	{ loss: 0.03, roundTrip: 0.3, jitter: 0.05 },
	{ loss: 0.08, roundTrip: 0.5, jitter: 0.1 },
	{ loss: 0.25, roundTrip: 1.5, jitter: 0.5 }
] as const;
const UNKNOWN = -1;
const POOR = 3;
const DEAD = 4;

type Measured = { loss: number | null; roundTrip?: number | null; jitter?: number | null };
export type Quality = { uplink: QualityGrade; downlink: QualityGrade };

/** Unknown if `loss` is null: nothing was sent that could have been lost. What arrives at all is not dead. */
export function gradeOf({ loss, roundTrip, jitter }: Measured): QualityGrade {
	if (loss === null) return UNKNOWN;
	const grade = GRADES.findIndex(
		(most) => loss <= most.loss && (roundTrip ?? 0) <= most.roundTrip && (jitter ?? 0) <= most.jitter
	);
	return grade < 0 ? POOR : (grade as QualityGrade);
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

const throughOf = (grade: QualityGrade) => (grade === UNKNOWN || grade === DEAD ? grade : 'some');

/** Packets are counted this often (ms), and the quality is emitted after every second count, or at once when something begins or ceases to get through. */
const STATS_PERIOD = 1_000;
const QUALITY_EVERY = 2;

/** Tells each pair chart when packets arrive, and emits everyone's quality, until the returned function is called. */
export function meter(peers: Peers, emit: (event: EngineEvent) => void): () => void {
	const last = new WeakMap<Peer, Counts>();
	let told = '';
	let ticks = 0;

	const count = async (peer: Peer) => {
		const now = await countsOf(peer.pc);
		if (hasHeard(peer.pc, peer.received, now.received)) peers.tell(peer.whom.userID, { type: 'media.heard' });
		peer.received = now.received;
		return { peer, now };
	};
	const measure = ({ peer, now }: { peer: Peer; now: Counts }) => {
		const { userID } = peer.whom;
		const before = last.get(peer);
		last.set(peer, now);
		const { uplink, downlink } = qualityOf(before ?? now, now);
		const reached = peer.reach.count(now.signs, performance.now(), now.answering ?? rhythmOf(peer.pc));
		return {
			userID,
			uplink: peers.isFlowing(userID) ? uplink : DEAD,
			downlink: reached === 'yes' ? downlink : reached === 'no' ? DEAD : UNKNOWN
		} as const;
	};
	const tick = async () => {
		// Nothing is judged before all are counted: meanwhile the room may be lost, and with it what was known.
		const qualities = (await Promise.all([...peers.values()].map(count))).map(measure);
		// What gets through at all is told at once.
		const through = JSON.stringify(
			qualities.map(({ userID, uplink, downlink }) => [userID, throughOf(uplink), throughOf(downlink)])
		);
		const isNews = through !== told;
		told = through;
		if (++ticks % QUALITY_EVERY > 0 && !isNews) return;
		for (const quality of [...qualities, { userID: '', ...ownQuality(qualities) }]) {
			emit({ type: 'network.quality', ...quality });
		}
	};
	return every(STATS_PERIOD, tick);
}
