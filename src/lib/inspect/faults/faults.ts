/** The faults of this page: which are on. To be loaded before the call is made, which takes what the browser offers then. */
import type { CallHandle } from '../../app/call';
import { unplugCamera } from './camera';
import { logInElsewhere } from './elsewhere';
import { isMomentary, type Fault, type FaultName } from './fault';
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

	async begin(name: FaultName, call: CallHandle): Promise<void> {
		if (this.#on.has(name)) return;
		this.#on.add(name);
		this.#tell();
		try {
			await this.#faults[name].begin(call);
			if (isMomentary(name)) this.end(name);
		} catch (error) {
			console.warn(`The fault could not be injected: ${name}.`, error);
			this.end(name);
		}
	}

	end(name: FaultName): void {
		if (!this.#on.delete(name)) return;
		this.#faults[name].end();
		this.#tell();
	}

	/** Calls back on every change; returns the unsubscriber. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}

export const faults = new Faults();
