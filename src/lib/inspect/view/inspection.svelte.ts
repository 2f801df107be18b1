/** The call that is inspected, live or from a file, and the entry that is shown. */
import { createActor, type EventFrom, type SnapshotFrom } from 'xstate';
import { NO_HIGHLIGHTS, highlightsOf, type Highlights } from '../highlights/highlights';
import { playbackMachine } from './playback.machine';
import type { Entry } from '../recording/recorder';
import type { Recording } from '../recording/recording';
import { compare, type Comparison } from '../recording/compare';
import { Timeline, type ActorFrame } from '../recording/timeline';

/** Entry `at` of `length` is shown. */
export type Position = {
	mode: SnapshotFrom<typeof playbackMachine>['value'];
	at: number;
	length: number;
	speed: number;
};
const positionIn = ({ value, context }: SnapshotFrom<typeof playbackMachine>): Position => ({
	mode: value,
	...context
});

/** Milliseconds. While playing, the next entry comes after this time at the latest. */
const LONGEST_PAUSE = 2_000;

export class Inspection {
	readonly live: boolean;
	/** With what this build does. Null for a live call. */
	readonly comparison: Comparison | null;
	readonly timeline: Timeline;
	readonly recording: Recording;
	readonly #began: number;
	readonly #playback;
	#at = $state.raw<Position>({ mode: 'following', at: -1, length: 0, speed: 1 });
	/** By frame: frames never change, so their highlights are computed once. */
	readonly #highlights = new WeakMap<ActorFrame, Highlights>();

	constructor(recording: Recording, live: boolean) {
		this.live = live;
		this.recording = recording;
		this.#began = performance.now() - recording.duration;
		this.timeline = Timeline.of(recording);
		this.comparison = live ? null : compare(recording);
		const untilNext = ({ context }: { context: { at: number; speed: number } }) =>
			this.#pauseAfter(context.at) / context.speed;
		this.#playback = createActor(playbackMachine.provide({ delays: { untilNext } }), {
			input: { length: this.timeline.entries.length }
		});
		this.#playback.start();
		if (!live) {
			const [first] = this.comparison?.differences ?? [];
			this.#playback.send({ type: 'seek', at: first?.index ?? this.timeline.entries.length - 1 });
		}
		this.#at = positionIn(this.#playback.getSnapshot());
		this.#playback.subscribe((snapshot) => (this.#at = positionIn(snapshot)));
	}

	readonly frame = $derived.by(() => this.timeline.after(this.#at.at));
	readonly entry = $derived.by((): Entry | undefined => this.timeline.entries[this.#at.at]);
	readonly actors = $derived.by(() => [...this.frame.actors.values()]);
	readonly root = $derived.by((): ActorFrame | undefined => this.actors.find(({ path }) => !path.includes('/')));

	get position(): Position {
		return this.#at;
	}

	send(event: EventFrom<typeof playbackMachine>): void {
		this.#playback.send(event);
	}

	append(entries: Entry[]): void {
		this.timeline.append(entries);
		this.send({ type: 'grown', length: this.timeline.entries.length });
	}

	/** Everything recorded so far. */
	recorded(): Recording {
		const { at, actors } = this.recording.segments[0] ?? { at: 0, actors: {} };
		const { entries } = this.timeline;
		const duration = Math.max(this.recording.duration, entries.at(-1)?.at ?? 0);
		return { ...this.recording, duration, segments: [{ at, actors, entries }] };
	}

	/** Milliseconds since a live call's recording began. */
	elapsedAt(now: number): number {
		return now - this.#began;
	}

	/** Stops playing. */
	close(): void {
		this.#playback.stop();
	}

	highlightsOf(path: string): Highlights {
		const { actors } = this.frame;
		const actor = actors.get(path);
		if (!actor) return NO_HIGHLIGHTS;
		const known = this.#highlights.get(actor);
		if (known) return known;
		const highlights = highlightsOf(actor, actors);
		this.#highlights.set(actor, highlights);
		return highlights;
	}

	#pauseAfter(at: number): number {
		const { entries } = this.timeline;
		const pause = (entries[at + 1]?.at ?? 0) - (entries[at]?.at ?? entries[at + 1]?.at ?? 0);
		return Math.min(Math.max(pause, 0), LONGEST_PAUSE);
	}
}
