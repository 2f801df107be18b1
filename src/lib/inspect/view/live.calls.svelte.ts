/** The calls in other tabs of this browser, and one of them watched live. */
import { createSubscriber } from 'svelte/reactivity';
import type { FaultsTold } from '../faults/channel';
import { Inspection } from './inspection.svelte';
import { readEntries, readRecording } from '../recording/recording';
import { CHANNEL, type InspectAnswer, type InspectQuestion } from '../recording/share';

type Watched = { call: string; inspection: Inspection | null; total: number };
export type LiveCall = { id: string; since: number; heard: number };

/** Milliseconds between two questions for calls. A call that misses two has gone. */
const ROUND = 2_000;

export class LiveCalls {
	readonly #channel = new BroadcastChannel(CHANNEL);
	readonly #track = createSubscriber((update) => {
		const round = () => {
			this.#ask(null);
			this.#calls = this.#calls.filter(({ heard }) => performance.now() - heard < 2.5 * ROUND);
			update();
		};
		this.#update = update;
		const timer = setInterval(round, ROUND);
		round();
		return () => clearInterval(timer);
	});
	#update: () => void = () => undefined;
	#calls: readonly LiveCall[] = [];
	#watched: Watched | null = null;
	/** Called when the recording of the watched call arrives. */
	onwatched: (inspection: Inspection, call: string) => void = () => undefined;

	constructor() {
		this.#channel.onmessage = ({ data }: MessageEvent<InspectAnswer | FaultsTold | InspectQuestion>) =>
			this.#hear(data);
	}

	get list(): readonly LiveCall[] {
		this.#track();
		return this.#calls;
	}

	watch(call: string): void {
		this.#watched = { call, inspection: null, total: 0 };
		this.#ask(call);
	}

	close(): void {
		this.#channel.close();
	}

	#ask(call: string | null): void {
		const question: InspectQuestion = { ask: call };
		this.#channel.postMessage(question);
	}

	/** Other inspectors' questions arrive on the same channel. */
	#hear(said: InspectAnswer | FaultsTold | InspectQuestion): void {
		if ('since' in said) {
			const { call, since } = said;
			const heard = { id: call, since, heard: performance.now() };
			this.#calls = [...this.#calls.filter(({ id }) => id !== call), heard].sort((a, b) => b.since - a.since);
			this.#update();
		} else if ('total' in said && this.#watched?.call === said.call) {
			this.#follow(this.#watched, said);
		}
	}

	#follow(watched: Watched, answer: Exclude<InspectAnswer, { since: number }>): void {
		const { call, inspection, total } = watched;
		if ('recording' in answer) {
			// All inspectors get the answer to another's question. One that has the recording keeps it.
			if (inspection && answer.total <= total) return;
			const read = readRecording(answer.recording);
			if (!('recording' in read)) return;
			const fresh = new Inspection(read.recording, true);
			this.#watched = { call, inspection: fresh, total: answer.total };
			this.onwatched(fresh, call);
			return;
		}
		const missing = answer.total - total;
		if (!inspection || missing <= 0) return;
		// The browser had frozen this tab, and entries were missed: ask for the whole recording again.
		if (missing > answer.entries.length) return this.#ask(call);
		inspection.append(readEntries(answer.entries.slice(-missing)));
		this.#watched = { call, inspection, total: answer.total };
	}
}
