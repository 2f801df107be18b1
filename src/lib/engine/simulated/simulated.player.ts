/** What is played of the simulated people, and how large it is wanted. */
import type { EngineEvent, PlayerState } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { usualHeight } from '../../../../machines/player/height';
import type { VideoHeight } from '../../../../machines/video.height';
import type { Pictures } from './simulated.media';
import type { People } from './simulated.people';
import type { Act, Scene } from './simulated.script';

export interface PlayingOptions {
	readonly people: People;
	readonly pictures: Pictures;
	readonly tell: (event: EngineEvent) => void;
}

export class Playing {
	readonly #options: PlayingOptions;
	/** By stream. */
	readonly #heights = new Map<string, VideoHeight>();

	constructor(options: PlayingOptions) {
		this.#options = options;
	}

	/** Undefined when it is not played. */
	heightOf(streamID: string): VideoHeight | undefined {
		return this.#heights.get(streamID);
	}

	resize(streamID: string, height: VideoHeight): void {
		if (this.#heights.has(streamID)) this.#heights.set(streamID, height);
	}

	scene(streamID: string, resolve: Act, reject: (why: Failure) => void): Omit<Scene, 'reject'> {
		const { people, pictures, tell } = this.#options;
		const become = (state: PlayerState, why: Failure | null = null) =>
			tell({ type: `player.${state}`, streamID, failure: why });
		this.#heights.set(streamID, usualHeight(streamID));
		const refuse = (why: Failure) => {
			become('NO_PLAY', why);
			reject(why);
		};
		const play = () => {
			const devices = people.devicesOf(streamID);
			if (!this.#heights.has(streamID)) return;
			if (!devices) {
				refuse(failure('stream.notFound', 'simulated'));
				return;
			}
			pictures.show(streamID);
			resolve();
			become('PLAYING');
			devices.forEach(tell);
		};
		return { begin: () => become('PLAY_REQUESTING'), succeed: [play], fail: (why) => [() => refuse(why)] };
	}

	stop(streamID: string): void {
		this.#heights.delete(streamID);
		this.#options.pictures.hide(streamID);
	}
}
