/**
 * Buffers what the actors of a call do until the recorder is loaded, which then records and redacts all of it. The buffer
 * never leaves the page. This file is small because every call loads it before it begins.
 */
import type { InspectionEvent } from 'xstate';
import type { createRecorder, Recorder } from './recorder';

/** `null`: everything set off by the events before it is over. */
type Buffered = { at: number; event: InspectionEvent } | null;

/** Load the recorder after 600 events, when the call has been set up: until then the network has more urgent work. */
const LOAD_EVERY = 600;
/** When the recorder can never be loaded, buffering stops here. */
const MAX_BUFFERED = 30_000;

export interface LazyRecorder {
	/** Tells the calls of a browser's tabs apart. */
	readonly id: string;
	/** The `inspect` option of the call's root actor. */
	readonly inspect: (event: InspectionEvent) => void;
	/** Resolves to the recorder, with everything recorded so far. Rejects when it cannot be loaded now. */
	load(): Promise<Recorder>;
}

type Import = () => Promise<{ createRecorder: typeof createRecorder }>;

export function createLazyRecorder(importRecorder: Import = () => import('./recorder')): LazyRecorder {
	const began = performance.now();
	const buffer: Buffered[] = [];
	let loading: Promise<Recorder> | undefined;

	let inspect = (event: InspectionEvent): void => {
		if (buffer.length >= MAX_BUFFERED) return;
		if ((buffer.at(-1) ?? null) === null) queueMicrotask(() => buffer.push(null));
		buffer.push({ at: performance.now(), event });
		if (buffer.length % LOAD_EVERY === 0) {
			load().catch(() => {
				// Whoever asks for the recording tries again, and is told then.
			});
		}
	};

	const load = (): Promise<Recorder> =>
		(loading ??= importRecorder().then(
			({ createRecorder }) => {
				const recorder = createRecorder(undefined, undefined, began);
				for (const it of buffer.splice(0)) {
					if (it) recorder.inspect(it.event, it.at);
					else recorder.settle();
				}
				inspect = recorder.inspect;
				return recorder;
			},
			(error: unknown) => {
				loading = undefined;
				throw error;
			}
		));

	return { id: Math.random().toString(36).slice(2), inspect: (event) => inspect(event), load };
}
