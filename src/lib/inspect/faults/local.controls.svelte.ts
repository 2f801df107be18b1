/** The faults of the call of this page. Also obeys an inspector in another tab. */
import * as v from 'valibot';
import type { DeviceKind } from '../../../../machines/engine';
import { get } from 'svelte/store';
import { CHANNEL } from '../recording/share';
import { eventOf, type UserAction, type FaultControls } from './fault.controls';
import type { FaultName, PageCall } from './fault';
import { faults } from './faults';
import { command, type FaultsTold } from './channel';

export class LocalControls implements FaultControls {
	readonly #call: PageCall;
	readonly #seat: () => string | undefined;
	readonly #channel = new BroadcastChannel(CHANNEL);
	readonly #unsubscribe: () => void;
	#on = $state.raw(faults.on);

	constructor(call: PageCall, seat: () => string | undefined) {
		this.#seat = seat;
		this.#call = call;
		this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#obey(data);
		this.#unsubscribe = faults.subscribe(() => {
			this.#on = faults.on;
			this.#report();
		});
		this.#report();
	}

	get on(): readonly FaultName[] {
		return this.#on;
	}

	set(fault: FaultName, on: boolean): void {
		if (on) void faults.begin(fault, { call: this.#call, seat: this.#seat() });
		else faults.end(fault);
	}

	perform(action: UserAction, device: DeviceKind): void {
		const event = eventOf(action, device, get(this.#call.view));
		if (event) this.#call.send(event);
	}

	/** Turns all faults off: with the inspector closed, nobody would see that one is on. */
	close(): void {
		for (const fault of faults.on) faults.end(fault);
		this.#unsubscribe();
		this.#channel.close();
	}

	#obey(data: unknown): void {
		if ((Object(data) as { ask?: unknown }).ask === null) this.#report();
		const heard = v.safeParse(command, data);
		if (!heard.success || heard.output.call !== this.#call.recorder.id) return;
		if ('fault' in heard.output) this.set(heard.output.fault, heard.output.on);
		else this.perform(heard.output.act, heard.output.device);
	}

	#report(): void {
		const told: FaultsTold = { call: this.#call.recorder.id, faults: [...this.#on] };
		this.#channel.postMessage(told);
	}
}
