/** The faults of a call in another tab, if it offers any. */
import * as v from 'valibot';
import type { DeviceKind } from '../../../../machines/engine';
import { CHANNEL, type Question } from '../recording/share';
import type { UserAction, FaultControls } from './fault.controls';
import type { FaultName } from './fault';
import { controls, type Command } from './channel';

export class RemoteControls implements FaultControls {
	readonly #call: string;
	readonly #channel = new BroadcastChannel(CHANNEL);
	#on = $state.raw<readonly FaultName[] | null>(null);

	constructor(call: string) {
		this.#call = call;
		this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
			const told = v.safeParse(controls, data);
			if (told.success && told.output.call === call) this.#on = told.output.faults;
		};
		const question: Question = { ask: null };
		this.#channel.postMessage(question);
	}

	get on(): readonly FaultName[] | null {
		return this.#on;
	}

	turn(fault: FaultName, on: boolean): void {
		this.#say({ call: this.#call, fault, on });
	}

	act(act: UserAction, device: DeviceKind): void {
		this.#say({ call: this.#call, act, device });
	}

	close(): void {
		this.#channel.close();
	}

	#say(command: Command): void {
		this.#channel.postMessage(command);
	}
}
