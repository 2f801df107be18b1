/** What the simulated engine answers, as JSON from a test, a generated path or a page. */
import type { CallEngine, DeviceInfo } from '../../../../machines/engine';
import { failure, type Failure, type FailureCode } from '../../../../machines/failure';

/** The operations that wait for an answer. All others take effect at once. */
export type Operation = Exclude<
	keyof CallEngine,
	| 'kind'
	| 'subscribe'
	| 'stopPreview'
	| 'stopScreenCapture'
	| 'stopPublishing'
	| 'stopPlaying'
	| 'setPlayStreamVideoType'
	| 'setVideoConfig'
	| 'destroy'
>;

export type ScriptedAnswer = {
	/** `fail`: events and rejection, as from a real engine. `reject`: only the rejection, and at once if there is no `after`. */
	outcome: 'succeed' | 'fail' | 'reject' | 'never';
	/** Milliseconds. Default: the operation's `PACE`. */
	after?: number;
	/** How often the events of the answer come. Default: once. */
	times?: number;
	/** Default: the operation's usual failure. */
	failure?: Failure;
};

/** A list of answers is used one by one; the last stays. Operations that are not listed succeed. */
export type Script = {
	answers?: Partial<Record<Operation, ScriptedAnswer | ScriptedAnswer[]>>;
	devices?: DeviceInfo[];
};

/** Milliseconds, as on a good network and a fast computer. */
export const PACE: Readonly<Record<Operation, number>> = {
	checkSystemRequirements: 5,
	openDevice: 40,
	closeDevice: 10,
	setNoiseSuppression: 30,
	startScreenCapture: 50,
	enterLobby: 20,
	loginRoom: 60,
	switchRoom: 60,
	startPublishing: 80,
	startPlaying: 80,
	sendBroadcastMessage: 30,
	renewToken: 20,
	logoutRoom: 5
};

export const OPERATIONS = Object.keys(PACE) as readonly Operation[];

const USUAL_FAILURE: Readonly<Record<Operation, FailureCode>> = {
	checkSystemRequirements: 'browser.unsupported',
	openDevice: 'device.denied',
	closeDevice: 'device.failed',
	setNoiseSuppression: 'device.failed',
	startScreenCapture: 'screen.cancelled',
	enterLobby: 'network.broken',
	loginRoom: 'capacity.roomFull',
	switchRoom: 'capacity.roomFull',
	startPublishing: 'stream.interrupted',
	startPlaying: 'stream.interrupted',
	sendBroadcastMessage: 'network.broken',
	renewToken: 'auth.tokenInvalid',
	logoutRoom: 'network.broken'
};

/** XState's `SimulatedClock` in tests, the real clock on a page. */
export interface Clock {
	setTimeout(callback: () => void, milliseconds: number): unknown;
	clearTimeout(id: unknown): void;
}

export const realClock: Clock = {
	setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
	clearTimeout: (id) => clearTimeout(id as ReturnType<typeof setTimeout>)
};

export type Act = () => void;
/** What happens when an operation is called (`begin`) and when it is answered: one act each millisecond. */
export type Scene = {
	begin?: Act | undefined;
	succeed: Act[];
	fail: (failure: Failure) => Act[];
	/** Absent if the operation returns no promise: then the failure is thrown. */
	reject?: (failure: Failure) => void;
};

/** Plays the scenes of the operations as the script says. */
export class Prompter {
	readonly answers: Partial<Record<Operation, ScriptedAnswer | ScriptedAnswer[]>>;
	readonly #clock: Clock;
	readonly #timers = new Map<unknown, Operation>();
	#unanswered: { operation: Operation; subject: string; scene: Scene }[] = [];

	constructor(clock: Clock, answers: Script['answers'] = {}) {
		this.#clock = clock;
		this.answers = { ...answers };
	}

	get timers(): number {
		return this.#timers.size;
	}

	/** The operations that the script leaves without an answer. */
	get unanswered(): readonly { operation: Operation; subject: string }[] {
		return this.#unanswered.map(({ operation, subject }) => ({ operation, subject }));
	}

	ask(operation: Operation, subject: string, scene: Scene): void {
		const answer = this.#next(operation);
		if (answer.outcome === 'never') {
			this.#unanswered.push({ operation, subject, scene });
			return;
		}
		if (answer.outcome === 'reject' && (answer.after === undefined || !scene.reject))
			throw failureOf(operation, answer);
		scene.begin?.();
		this.#play(operation, scene, answer);
	}

	/** Answers the latest unanswered call of this operation (of this device, stream or room, if given). Returns false if there is none. */
	answer(operation: Operation, answer: ScriptedAnswer, subject?: string): boolean {
		const entry = this.#unanswered.findLast(
			(entry) => entry.operation === operation && entry.subject === (subject ?? entry.subject)
		);
		if (!entry) return false;
		this.#unanswered = this.#unanswered.filter((other) => other !== entry);
		this.#play(operation, entry.scene, answer);
		return true;
	}

	/** Drops what has not happened yet. Promises of it never settle. */
	drop(...operations: Operation[]): void {
		for (const [timer, operation] of [...this.#timers])
			if (operations.includes(operation)) {
				this.#clock.clearTimeout(timer);
				this.#timers.delete(timer);
			}
		this.#unanswered = this.#unanswered.filter(({ operation }) => !operations.includes(operation));
	}

	dropAll(): void {
		this.drop(...OPERATIONS);
	}

	#next(operation: Operation): ScriptedAnswer {
		const scripted = this.answers[operation] ?? { outcome: 'succeed' };
		if (!Array.isArray(scripted)) return scripted;
		const [first, ...rest] = scripted;
		if (rest.length > 0) this.answers[operation] = rest;
		return first ?? { outcome: 'succeed' };
	}

	#play(operation: Operation, scene: Scene, answer: ScriptedAnswer): void {
		const why = failureOf(operation, answer);
		const acts = { succeed: scene.succeed, fail: scene.fail(why), reject: [() => scene.reject?.(why)], never: [] };
		const queue = Array.from({ length: answer.times ?? 1 }, () => acts[answer.outcome]).flat();
		// Timers that are overdue may come in any order; the acts may not.
		const actNext = () => queue.shift()?.();
		for (const index of queue.keys()) this.#later(operation, (answer.after ?? PACE[operation]) + index, actNext);
	}

	#later(operation: Operation, milliseconds: number, act: Act): void {
		const timer = this.#clock.setTimeout(() => {
			this.#timers.delete(timer);
			act();
		}, milliseconds);
		this.#timers.set(timer, operation);
	}
}

const failureOf = (operation: Operation, { failure: given }: ScriptedAnswer): Failure =>
	given ?? failure(USUAL_FAILURE[operation], 'simulated');
