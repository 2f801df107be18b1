/** The faults of a call in another tab, if that was opened with `?debug`. */
import * as v from 'valibot';
import type { DeviceKind } from '../../../../machines/engine';
import { CHANNEL, type InspectQuestion } from '../recording/share';
import type { UserAction, FaultControls } from './fault.controls';
import type { FaultName } from './fault';
import { faultsOn, type Command } from './channel';

export class RemoteControls implements FaultControls {
	readonly #call: string;
	readonly #channel = new BroadcastChannel(CHANNEL);
	#on = $state.raw<readonly FaultName[] | null>(null);

	constructor(call: string) {
		this.#call = call;
		this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
			const told = v.safeParse(faultsOn, data);
			if (told.success && told.output.call === call) this.#on = told.output.faults;
		};
		const question: InspectQuestion = { ask: null };
		this.#channel.postMessage(question);
	}

	get on(): readonly FaultName[] | null {
		return this.#on;
	}

	set(fault: FaultName, on: boolean): void {
		this.#send({ call: this.#call, fault, on });
	}

	perform(action: UserAction, device: DeviceKind): void {
		this.#send({ call: this.#call, act: action, device });
	}

	close(): void {
		this.#channel.close();
	}

	#send(command: Command): void {
		this.#channel.postMessage(command);
	}
}
