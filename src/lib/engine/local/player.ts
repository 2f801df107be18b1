/** Plays the streams of others: puts them into the registry, and reports whether they arrive. */
import type { EngineEvent, PlayerState } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import type { MediaRegistry } from '../media';
import type { Peers } from './peers/peers';
import type { Streams } from './streams';

export interface PlayerOptions {
	readonly media: MediaRegistry;
	readonly streams: Streams;
	readonly peers: Peers;
	readonly emit: (event: EngineEvent) => void;
}

export class Player {
	readonly #options: PlayerOptions;
	readonly #playing = new Map<string, PlayerState>();

	constructor(options: PlayerOptions) {
		this.#options = options;
	}

	play(streamID: string): void {
		if (this.#options.streams.has(streamID)) this.#become(streamID, 'PLAY_REQUESTING', null);
		else this.#emit(streamID, 'NO_PLAY', failure('stream.notFound'));
		this.#update(streamID);
	}

	stop(streamID: string): void {
		if (!this.#playing.delete(streamID)) return;
		this.#options.media.delete(streamID);
		this.#emit(streamID, 'NO_PLAY', null);
	}

	/** Called when different tracks of this person arrive, or their pair flows or stalls. */
	refresh(userID: string): void {
		for (const streamID of this.#playing.keys()) {
			if (this.#options.streams.get(streamID)?.userID === userID) this.#update(streamID);
		}
	}

	clear(): void {
		for (const streamID of this.#playing.keys()) this.#options.media.delete(streamID);
		this.#playing.clear();
	}

	#update(streamID: string): void {
		const { media, peers, streams } = this.#options;
		const was = this.#playing.get(streamID);
		const stream = streams.get(streamID);
		if (!was || !stream) return;
		const arriving = peers.get(stream.userID)?.streams.get(stream.mediaID);
		if (arriving && media.get(streamID) !== arriving) media.set(streamID, arriving);
		const is = arriving && peers.isFlowing(stream.userID) ? 'PLAYING' : 'PLAY_REQUESTING';
		if (is === was) return;
		this.#become(streamID, is, is === 'PLAYING' ? null : failure('stream.interrupted'));
	}

	#become(streamID: string, state: PlayerState, why: Failure | null): void {
		this.#playing.set(streamID, state);
		this.#emit(streamID, state, why);
	}

	#emit(streamID: string, state: PlayerState, why: Failure | null): void {
		this.#options.emit({ type: `player.${state}`, streamID, failure: why });
	}
}
