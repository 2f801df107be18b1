/** Where the sound of a call comes out, in tests: it answers at once, or, when it is held, when it is told to. */
import type { Failure } from '../../../machines/failure';
import type { Output } from '../../../src/lib/call/engine.actors';

type Operation = keyof Output;
type Waiting = { operation: Operation; resolve: () => void; reject: (why: Failure) => void };

export class ScriptedOutput implements Output {
	/** Empty: the system's default. */
	deviceID = '';
	/** How often the test sound was asked for. */
	tests = 0;
	isHeld = false;
	/** Speakers that can't be used, and why. */
	readonly broken = new Map<string, Failure>();
	readonly #waiting: Waiting[] = [];

	use(deviceID: string): Promise<void> {
		this.deviceID = deviceID;
		const why = this.broken.get(deviceID);
		if (why) return Promise.reject(why);
		return deviceID === '' ? Promise.resolve() : this.#ask('use');
	}

	playTestSound(): Promise<void> {
		this.tests += 1;
		return this.#ask('playTestSound');
	}

	/** Answers whoever asked last; false when nobody waits. */
	answer(operation: Operation, why: Failure | null = null): boolean {
		const at = this.#waiting.findLastIndex((one) => one.operation === operation);
		const [one] = at < 0 ? [] : this.#waiting.splice(at, 1);
		if (why) one?.reject(why);
		else one?.resolve();
		return one !== undefined;
	}

	#ask(operation: Operation): Promise<void> {
		if (!this.isHeld) return Promise.resolve();
		return new Promise((resolve, reject) => this.#waiting.push({ operation, resolve, reject }));
	}
}
