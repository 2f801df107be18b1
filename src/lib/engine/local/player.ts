/** Plays the streams of others: puts them into the registry, and reports whether they arrive. */
import type { EngineEvent, PlayerState } from '../../../../machines/engine';
import { failure, type FailureCode } from '../../../../machines/failure';
import type { VideoHeight } from '../../../../machines/video.height';
import type { MediaRegistry } from '../media';
import type { Voices } from '../speech';
import type { Peers } from './peers/peers';
import type { Streams } from './streams';
import type { Views } from './views';

export interface PlayerOptions {
	readonly media: MediaRegistry;
	readonly streams: Streams;
	readonly peers: Peers;
	readonly views: Views;
	readonly voices: Voices;
	readonly emit: (event: EngineEvent) => void;
}

type Delivery = { state: PlayerState; code: FailureCode | null };

export class Player {
	readonly #options: PlayerOptions;
	readonly #playing = new Map<string, Delivery>();

	constructor(options: PlayerOptions) {
		this.#options = options;
	}

	play(streamID: string): void {
		if (this.#options.streams.has(streamID)) this.#become(streamID, { state: 'PLAY_REQUESTING', code: null });
		else this.#emit(streamID, { state: 'NO_PLAY', code: 'stream.notFound' });
		this.#update(streamID);
	}

	stop(streamID: string): void {
		if (!this.#playing.delete(streamID)) return;
		this.#options.media.delete(streamID);
		this.#options.views.drop(streamID);
		this.#emit(streamID, { state: 'NO_PLAY', code: null });
	}

	get streamIDs(): string[] {
		return [...this.#playing.keys()];
	}

	resize(streamID: string, height: VideoHeight): void {
		if (this.#playing.has(streamID)) this.#options.views.want(streamID, height);
	}

	/** Called when different tracks of this person arrive, their pair flows or stalls, or a path to them is missing or found. */
	refresh(userID: string): void {
		this.#options.views.refresh(userID);
		for (const streamID of this.#playing.keys()) {
			if (this.#options.streams.get(streamID)?.userID === userID) this.#update(streamID);
		}
	}

	clear(): void {
		for (const streamID of this.#playing.keys()) this.#options.media.delete(streamID);
		this.#playing.clear();
		this.#options.views.clear();
	}

	#update(streamID: string): void {
		const { media, peers, streams } = this.#options;
		const was = this.#playing.get(streamID);
		const stream = streams.get(streamID);
		if (!was || !stream) return;
		const arriving = peers.get(stream.userID)?.streams.get(stream.mediaID);
		if (arriving && media.get(streamID) !== arriving) media.set(streamID, arriving);
		const is: Delivery =
			arriving && peers.isFlowing(stream.userID)
				? { state: 'PLAYING', code: null }
				: { state: 'PLAY_REQUESTING', code: this.#missing(stream.userID, was) };
		if (is.state !== was.state || is.code !== was.code) this.#become(streamID, is);
	}

	/** Why nothing arrives; null before the first picture. */
	#missing(userID: string, was: Delivery): FailureCode | null {
		if (this.#options.peers.isPathless(userID)) return 'network.noPath';
		return was.state === 'PLAYING' || was.code !== null ? 'stream.interrupted' : null;
	}

	#become(streamID: string, is: Delivery): void {
		this.#playing.set(streamID, is);
		this.#emit(streamID, is);
	}

	#emit(streamID: string, { state, code }: Delivery): void {
		if (state === 'NO_PLAY') this.#options.voices.forget(streamID);
		this.#options.emit({ type: `player.${state}`, streamID, failure: code && failure(code) });
	}
}
