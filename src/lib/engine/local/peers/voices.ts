/** Who of the others speaks, as their packets say: each carries how loud it is (RFC 6464). */
import { sourceOf } from '../../../../../machines/stream';
import type { Voices } from '../../speech';
import type { Player } from '../player';
import type { Streams } from '../streams';
import type { Peers } from './peers';

/** Several looks a syllable would tell no more (ms). */
const LOOK = 150;

export interface Heard {
	readonly peers: Peers;
	readonly player: Player;
	readonly streams: Streams;
	readonly voices: Voices;
}

/** Decibels below full scale of what has been played since the last look. */
class Loudness {
	readonly #seen = new WeakMap<RTCRtpReceiver, number>();

	of(receiver: RTCRtpReceiver | undefined): number {
		const latest = receiver?.getSynchronizationSources().at(0);
		if (!receiver || !latest || latest.timestamp === this.#seen.get(receiver)) return -Infinity;
		this.#seen.set(receiver, latest.timestamp);
		return 20 * Math.log10(latest.audioLevel ?? 0);
	}
}

/** Until the returned function is called. */
export function hearVoices({ peers, player, streams, voices }: Heard): () => void {
	const loudness = new Loudness();
	const levelOf = (streamID: string): number => {
		const { userID = '', mediaID = '' } = streams.get(streamID) ?? {};
		const peer = peers.get(userID);
		const [track] = peer?.streams.get(mediaID)?.getAudioTracks() ?? [];
		return loudness.of(track && peer?.pc.getReceivers().find((receiver) => receiver.track === track));
	};
	const timer = setInterval(() => {
		// The sound of a shared screen is nobody's voice.
		const theirs = player.streamIDs.filter((streamID) => sourceOf(streamID) === 'camera');
		const heard = theirs.filter((streamID) => streams.get(streamID)?.microphone === 'OPEN');
		voices.look(new Map(heard.map((streamID) => [streamID, levelOf(streamID)])), performance.now());
	}, LOOK);
	return () => clearInterval(timer);
}
