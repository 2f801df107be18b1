/** Opens the call to inspect: from a file, another tab, this page, or a simulation. */
import { DrivenCall } from '../simulation/driven.call';
import type { FaultControls } from '../faults/fault.controls';
import { RemoteControls } from '../faults/remote.controls.svelte';
import { Inspection } from './inspection.svelte';
import { LiveCalls } from './live.calls.svelte';
import type { Recorder } from '../recording/recorder';
import { readEntries, readRecording, type Unreadable } from '../recording/recording';
import { play, SCENARIOS, type ScenarioName } from '../simulation/scenarios';
import type { InspectorState } from './inspector.state.svelte';

export class CallSource {
	readonly #inspector: InspectorState;
	readonly calls = new LiveCalls();
	problem = $state.raw<Unreadable | null>(null);
	#stop: () => void = () => undefined;

	constructor(inspector: InspectorState) {
		this.#inspector = inspector;
		this.calls.onwatched = (inspection, call) => {
			this.#show(inspection);
			const controls = new RemoteControls(call);
			this.#inspector.controls = controls;
			this.#stop = () => controls.close();
		};
	}

	/** `text`: of a file that was chosen or dropped. */
	open(text: string): void {
		const read = readRecording(text);
		this.problem = 'recording' in read ? null : read;
		if ('recording' in read) this.#show(new Inspection(read.recording, false));
	}

	watch(call: string): void {
		this.problem = null;
		this.#stop();
		this.calls.watch(call);
	}

	/** Shows the call of this page. With `controls`, its faults can be switched. */
	follow(recorder: Recorder, controls: FaultControls | null = null): void {
		const read = readRecording(recorder.save());
		if (!('recording' in read)) return;
		const inspection = new Inspection(read.recording, true);
		this.#show(inspection);
		this.#inspector.controls = controls;
		this.#stop = recorder.subscribe((entries) => inspection.append(readEntries(entries)));
	}

	simulate(name: ScenarioName | null): void {
		this.problem = null;
		const scenario = name === null ? null : SCENARIOS[name];
		const call = new DrivenCall(scenario?.options);
		const stopped = new AbortController();
		this.follow(call.recorder);
		const unsubscribe = this.#stop;
		this.#stop = () => {
			stopped.abort();
			unsubscribe();
			call.end();
		};
		this.#inspector.drive = (path, event) => () => call.press(path, event);
		if (scenario) void play(scenario, call, stopped.signal);
	}

	close(): void {
		this.#stop();
		this.calls.close();
		this.#inspector.show(null);
	}

	#show(inspection: Inspection): void {
		this.#stop();
		this.#stop = () => undefined;
		this.#inspector.show(inspection);
	}
}
