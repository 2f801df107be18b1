/** How hard the encoders of my pictures work. */
import type { Measured } from '../overload/types';
import type { Peers } from './peers';
import { every } from './stats';

/** Encoders even out what single pictures take (ms). */
const LOOK = 2_000;
/** Where nothing else was asked for. */
const USUAL_RATE = 30;

type Row = { type: string; kind?: string } & Partial<
	Pick<RTCOutboundRtpStreamStats, 'id' | 'framesEncoded' | 'totalEncodeTime' | 'qualityLimitationReason'>
>;
/** What an encoder has done so far: pictures, and seconds. */
type Work = { frames: number; seconds: number };

/** Of one line, since the look before. `rate`: pictures a second that are wanted of it. */
export function loadOf(before: Work | undefined, now: Work, rate: number): number | null {
	const frames = now.frames - (before?.frames ?? now.frames);
	return before === undefined || frames <= 0 ? null : ((now.seconds - before.seconds) / frames) * rate;
}

const rateOf = (pc: RTCPeerConnection): number =>
	Math.max(
		...pc
			.getSenders()
			.filter(({ track }) => track?.kind === 'video')
			.flatMap((sender) => sender.getParameters().encodings.map(({ maxFramerate }) => maxFramerate ?? USUAL_RATE)),
		1
	);

/** Until the returned function is called. */
export function watchEncoders(peers: Peers, tell: (measured: Measured) => void): () => void {
	const last = new WeakMap<RTCPeerConnection, Map<string, Work>>();

	const look = async (pc: RTCPeerConnection) => {
		const rows = [...(await pc.getStats()).values()] as Row[];
		const sent = rows.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
		const before = last.get(pc);
		const work = new Map(
			sent.map(({ id = '', framesEncoded: frames = 0, totalEncodeTime: seconds = 0 }) => [id, { frames, seconds }])
		);
		last.set(pc, work);
		const rate = rateOf(pc);
		// A line that has stopped keeps what it said last.
		const isAtWork = ({ id = '', framesEncoded = 0 }: Row) =>
			framesEncoded > (before?.get(id)?.frames ?? framesEncoded);
		return {
			limited: sent.some((row) => row.qualityLimitationReason === 'cpu' && isAtWork(row)),
			loads: [...work].flatMap(([id, now]) => loadOf(before?.get(id), now, rate) ?? [])
		};
	};

	return every(LOOK, async () => {
		const all = await Promise.all([...peers.values()].map(({ pc }) => look(pc)));
		const loads = all.flatMap(({ loads }) => loads);
		tell({
			type: 'encoders.measured',
			limited: all.some(({ limited }) => limited),
			load: loads.length > 0 ? Math.max(...loads) : null
		});
	});
}
