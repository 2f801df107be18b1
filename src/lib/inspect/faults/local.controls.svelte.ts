/** The faults of the call of this page, also for whoever watches it from another tab. */
import * as v from 'valibot';
import type { DeviceKind } from '../../../../machines/engine';
import type { CallHandle } from '../../app/call';
import { CHANNEL } from '../recording/share';
import { eventOf, type UserAction, type FaultControls } from './fault.controls';
import type { FaultName } from './fault';
import { faults } from './faults';
import { viewOf } from './view';
import { command, type FaultsTold } from './channel';

export class LocalControls implements FaultControls {
	readonly #call: CallHandle;
	readonly #channel = new BroadcastChannel(CHANNEL);
	readonly #unsubscribe: () => void;
	#on = $state.raw(faults.on);

	constructor(call: CallHandle) {
		this.#call = call;
		this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
		this.#unsubscribe = faults.subscribe(() => {
			this.#on = faults.on;
			this.#tell();
		});
		this.#tell();
	}

	get on(): readonly FaultName[] {
		return this.#on;
	}

	turn(fault: FaultName, on: boolean): void {
		if (on) void faults.begin(fault, this.#call);
		else faults.end(fault);
	}

	act(act: UserAction, device: DeviceKind): void {
		const event = eventOf(act, device, viewOf(this.#call));
		if (event) this.#call.send(event);
	}

	/** No fault goes on with nobody to see that it does. */
	close(): void {
		for (const fault of faults.on) faults.end(fault);
		this.#unsubscribe();
		this.#channel.close();
	}

	#hear(data: unknown): void {
		if ((Object(data) as { ask?: unknown }).ask === null) this.#tell();
		const heard = v.safeParse(command, data);
		if (!heard.success || heard.output.call !== this.#call.recorder.id) return;
		if ('fault' in heard.output) this.turn(heard.output.fault, heard.output.on);
		else this.act(heard.output.act, heard.output.device);
	}

	#tell(): void {
		const told: FaultsTold = { call: this.#call.recorder.id, faults: [...this.#on] };
		this.#channel.postMessage(told);
	}
}
