/** The faults of this page, and which are on. Load it before the call: the engine keeps the browser APIs it finds when it loads. */
import { unplugCamera } from './camera';
import { logInElsewhere } from './elsewhere';
import { isMomentary, type Fault, type FaultName, type FaultTarget } from './fault';
import { refuseIce } from './ice';
import { Sockets } from './sockets';
import { blockSound } from './sound';
import { expireToken } from './token';

class Faults {
	readonly #on = new Set<FaultName>();
	readonly #faults: Readonly<Record<FaultName, Fault>>;
	readonly #listeners = new Set<() => void>();

	constructor() {
		const isOn = (name: FaultName) => () => this.#on.has(name);
		const sockets = new Sockets(isOn('signalling'));
		this.#faults = {
			signalling: sockets,
			ice: refuseIce(isOn('ice')),
			camera: unplugCamera(isOn('camera')),
			token: expireToken(isOn('token'), sockets),
			sound: blockSound(isOn('sound'), () => this.end('sound')),
			elsewhere: logInElsewhere(sockets)
		};
	}

	get on(): readonly FaultName[] {
		return [...this.#on];
	}

	async begin(name: FaultName, target: FaultTarget): Promise<void> {
		if (this.#on.has(name)) return;
		this.#on.add(name);
		this.#notify();
		try {
			await this.#faults[name].begin(target);
			if (isMomentary(name)) this.end(name);
		} catch (error) {
			console.warn(`Could not start the fault "${name}".`, error);
			this.end(name);
		}
	}

	end(name: FaultName): void {
		if (!this.#on.delete(name)) return;
		this.#faults[name].end();
		this.#notify();
	}

	/** Calls back on every change; returns the unsubscriber. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}
}

export const faults = new Faults();
