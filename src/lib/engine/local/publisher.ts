/** My own streams: what is published, and therefore sent. */
import { DEVICE_KINDS } from '../../../../machines/device/kinds';
import type { DeviceKind, EngineEvent, PublisherState } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { sourceOf } from '../../../../machines/stream';
import type { Capture } from '../capture/capture';
import type { Outgoing } from './connection';
import type { Pairs } from './pairs';
import type { ClientMessage } from '../../api/signalling';

export interface PublisherOptions {
	readonly capture: Capture;
	readonly emit: (event: EngineEvent) => void;
	readonly send: (message: ClientMessage) => void;
	readonly pairs: () => Pairs;
}

export class Publisher implements Outgoing {
	readonly #options: PublisherOptions;
	readonly #streams = new Map<string, PublisherState>();
	#screen: MediaStream | null = null;

	constructor(options: PublisherOptions) {
		this.#options = options;
	}

	get stream(): MediaStream {
		return this.#options.capture.preview;
	}

	get screen(): MediaStream | null {
		return this.#screen;
	}

	/** Before publishing was asked for nothing leaves this browser. */
	sent(device: DeviceKind): MediaStreamTrack | null {
		return this.#cameraStreamID() === undefined ? null : this.#options.capture.track(device);
	}

	async publish(streamID: string): Promise<void> {
		const { capture, send } = this.#options;
		const isScreen = sourceOf(streamID) === 'screen';
		if (isScreen && !capture.screen) throw failure('screen.failed', 'nothing is captured');
		this.#become(streamID, 'PUBLISH_REQUESTING');
		if (isScreen) this.#screen = capture.screen;
		send(this.#publication(streamID));
		if (isScreen) for (const pair of this.#options.pairs().values()) pair.shareScreen();
		else await this.#setDevices();
	}

	unpublish(streamID: string): void {
		if (!this.#streams.delete(streamID)) return;
		this.#options.send({ t: 'unpublish', streamID });
		const screen = this.#screen;
		if (sourceOf(streamID) === 'camera') void this.#setDevices();
		else if (screen) {
			this.#screen = null;
			for (const pair of this.#options.pairs().values()) pair.unshareScreen(screen);
		}
		this.#emit(streamID, 'NO_PUBLISH', null);
	}

	/** After a login: everything that is published, or should be. */
	announce(): void {
		for (const streamID of this.#streams.keys()) this.#options.send(this.#publication(streamID));
	}

	published(streamID: string): void {
		if (this.#streams.get(streamID) === 'PUBLISH_REQUESTING') this.#become(streamID, 'PUBLISHING');
	}

	/** The server does not say which: one asks for one at a time, and what is published stays so. */
	refused(why: Failure): void {
		for (const [streamID, state] of [...this.#streams]) {
			if (state !== 'PUBLISH_REQUESTING') continue;
			this.#streams.delete(streamID);
			this.#emit(streamID, 'NO_PUBLISH', why);
		}
	}

	/** What is captured of a device has changed: others are told, and sent it. */
	async changed(device: DeviceKind): Promise<void> {
		const streamID = this.#cameraStreamID();
		if (streamID === undefined) return;
		this.#options.send({ t: 'device', streamID, device, status: this.#status(device) });
		await this.#options.pairs().setDevice(device, this.sent(device));
	}

	clear(): void {
		this.#streams.clear();
		this.#screen = null;
	}

	async #setDevices(): Promise<void> {
		await Promise.all(DEVICE_KINDS.map((device) => this.#options.pairs().setDevice(device, this.sent(device))));
	}

	#publication(streamID: string): ClientMessage {
		const isCamera = sourceOf(streamID) === 'camera';
		const mediaID = (isCamera ? this.stream : this.#screen)?.id ?? '';
		const camera = isCamera ? this.#status('camera') : 'OPEN';
		const microphone = isCamera ? this.#status('microphone') : this.#screen?.getAudioTracks().length ? 'OPEN' : 'MUTE';
		return { t: 'publish', stream: { streamID, mediaID, camera, microphone } };
	}

	#status(device: DeviceKind): 'OPEN' | 'MUTE' {
		return this.#options.capture.track(device) ? 'OPEN' : 'MUTE';
	}

	#cameraStreamID(): string | undefined {
		return [...this.#streams.keys()].find((streamID) => sourceOf(streamID) === 'camera');
	}

	#become(streamID: string, state: PublisherState): void {
		this.#streams.set(streamID, state);
		this.#emit(streamID, state, null);
	}

	#emit(streamID: string, state: PublisherState, why: Failure | null): void {
		this.#options.emit({ type: `publisher.${state}`, streamID, failure: why });
	}
}
