/**
 * What the actors of a call do, kept as it is until the recorder has come, which redacts it; nothing of the tape itself
 * leaves the page. Small: every call loads it before it begins.
 */
import type { InspectionEvent } from 'xstate';
import type { createRecorder, Recorder } from './recorder';

/** `null`: all that had been set off until then was over. */
type Heard = { at: number; event: InspectionEvent } | null;

/** Six people have come so far when their call is up, two a minute later; until then the network has better things to carry. */
const LOAD_EVERY = 600;
/** Where no recorder is ever to be had, the recording ends here. */
const LONGEST = 30_000;

export interface Tape {
	/** By which the tabs of a browser tell its calls apart. */
	readonly id: string;
	/** To be given to the root actor of the call. */
	readonly inspect: (event: InspectionEvent) => void;
	/** The recorder, which has by then recorded all of it. Fails when it cannot be loaded now. */
	recorder(): Promise<Recorder>;
}

/** Whoever asks for the recording tries it anew, and is told then. */
const toldWhenAsked = (): void => undefined;

type Load = () => Promise<{ createRecorder: typeof createRecorder }>;

export function createTape(load: Load = () => import('./recorder')): Tape {
	const began = performance.now();
	const heard: Heard[] = [];
	let loading: Promise<Recorder> | undefined;

	let hear = (event: InspectionEvent): void => {
		if (heard.length >= LONGEST) return;
		if ((heard.at(-1) ?? null) === null) queueMicrotask(() => heard.push(null));
		heard.push({ at: performance.now(), event });
		if (heard.length % LOAD_EVERY === 0) recorder().catch(toldWhenAsked);
	};

	const recorder = (): Promise<Recorder> =>
		(loading ??= load().then(
			({ createRecorder }) => {
				const made = createRecorder(undefined, undefined, began);
				for (const it of heard.splice(0)) {
					if (it) made.inspect(it.event, it.at);
					else made.settle();
				}
				hear = made.inspect;
				return made;
			},
			(error: unknown) => {
				loading = undefined;
				throw error;
			}
		));

	return { id: Math.random().toString(36).slice(2), inspect: (event) => hear(event), recorder };
}
