/** How large the streams of others are shown here. Their senders are told, so that nothing is sent that nobody sees. */
import { usualHeight } from '../../../../machines/player/height';
import type { VideoHeight } from '../../../../machines/video.height';
import type { Peers } from './peers/peers';
import type { Streams } from './streams';

export class Views {
	readonly #streams: Streams;
	readonly #peers: Peers;
	/** Of the streams that are played. */
	readonly #wanted = new Map<string, VideoHeight>();

	constructor(streams: Streams, peers: Peers) {
		this.#streams = streams;
		this.#peers = peers;
	}

	want(streamID: string, height: VideoHeight): void {
		this.#wanted.set(streamID, height);
		this.#tell(streamID);
	}

	/** Called when there may be another connection to this person, or one at last. */
	refresh(userID: string): void {
		for (const { streamID } of this.#streams.of(userID)) this.#tell(streamID);
	}

	/** What they have been told may have been lost. */
	tellAgain(userID: string): void {
		const asked = this.#peers.get(userID)?.askedSizes;
		for (const { streamID } of this.#streams.of(userID)) this.#tell(streamID, asked?.has(streamID));
	}

	drop(streamID: string): void {
		this.#wanted.delete(streamID);
	}

	clear(): void {
		this.#wanted.clear();
	}

	/** Once there is a connection at both ends: each begins with the usual size. */
	#tell(streamID: string, again = false): void {
		const stream = this.#streams.get(streamID);
		const height = this.#wanted.get(streamID);
		const peer = stream && this.#peers.get(stream.userID);
		if (height === undefined || peer?.pc.connectionState !== 'connected') return;
		const isNews = (peer.askedSizes.get(streamID) ?? usualHeight(streamID)) !== height;
		if ((isNews || again) && !peer.askSize({ streamID, height })) return;
		if (height === 0) this.#streams.hidden.add(streamID);
		else this.#streams.hidden.delete(streamID);
		this.#peers.expectMedia(peer.whom.userID);
	}
}
