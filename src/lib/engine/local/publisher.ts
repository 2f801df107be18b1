/** Publishes my streams. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeviceKind, EngineEvent, PublisherState } from '../../../../machines/engine';
import { failure, type Failure } from '../../../../machines/failure';
import { sourceOf } from '../../../../machines/stream';
import type { VideoHeight } from '../../../../machines/video.height';
import type { Capture } from '../capture/capture';
import type { SessionHandle } from './session.handle';
import type { Outbound } from './messages';
import type { Outgoing } from './peers/outgoing';
import type { Peers } from './peers/peers';

export interface PublisherOptions {
	readonly capture: Capture;
	readonly session: SessionHandle;
	readonly outgoing: Outgoing;
	readonly peers: Peers;
	readonly emit: (event: EngineEvent) => void;
}

export class Publisher {
	readonly #options: PublisherOptions;

	constructor(options: PublisherOptions) {
		this.#options = options;
	}

	async publish(streamID: string): Promise<void> {
		const { capture, outgoing, peers } = this.#options;
		const isScreen = sourceOf(streamID) === 'screen';
		if (isScreen && !capture.screen) throw failure('screen.failed', 'nothing is captured');
		this.#become(streamID, 'PUBLISH_REQUESTING');
		if (isScreen) outgoing.screen = capture.screen;
		this.#send(this.#publication(streamID));
		if (isScreen) for (const peer of peers.values()) peer.shareScreen();
		else await this.#setDevices();
	}

	limit(streamID: string, most: VideoHeight): void {
		const { outgoing, peers } = this.#options;
		outgoing.most[sourceOf(streamID)] = most;
		peers.refit();
	}

	/** As the processor bears it. */
	sendLess(step: number): void {
		const { outgoing, peers } = this.#options;
		if (outgoing.step === step) return;
		outgoing.step = step;
		peers.refit();
	}

	unpublish(streamID: string): void {
		const { outgoing, peers } = this.#options;
		if (!outgoing.published.delete(streamID)) return;
		this.#send({ t: 'unpublish', streamID });
		const { screen } = outgoing;
		if (sourceOf(streamID) === 'camera') void this.#setDevices();
		else if (screen) {
			outgoing.screen = null;
			for (const peer of peers.values()) peer.unshareScreen(screen);
		}
		this.#emit(streamID, 'NO_PUBLISH', null);
	}

	/** After a login, asks the server to publish all my streams. */
	announce(): void {
		for (const streamID of this.#options.outgoing.published.keys()) this.#send(this.#publication(streamID));
	}

	confirm(streamID: string): void {
		if (this.#options.outgoing.published.get(streamID) === 'PUBLISH_REQUESTING') this.#become(streamID, 'PUBLISHING');
	}

	/** The server doesn't say which stream. Only one is asked for at a time, and published streams stay published. */
	refuse(why: Failure): void {
		const { published } = this.#options.outgoing;
		for (const [streamID, state] of [...published]) {
			if (state !== 'PUBLISH_REQUESTING') continue;
			published.delete(streamID);
			this.#emit(streamID, 'NO_PUBLISH', why);
		}
	}

	/** A device's track has changed: the server is told, and the new track is sent. */
	async changed(device: DeviceKind): Promise<void> {
		const { outgoing, peers } = this.#options;
		const streamID = outgoing.cameraStreamID;
		if (streamID === undefined) return;
		this.#send({ t: 'device', streamID, device, status: this.#status(device) });
		await peers.setDevice(device, outgoing.sent(device));
	}

	/** The others are told as of a camera. */
	screenChanged(): void {
		const { capture, outgoing } = this.#options;
		const streamID = outgoing.screenStreamID;
		if (streamID !== undefined) this.#send({ t: 'device', streamID, device: 'camera', status: capture.screenStatus });
	}

	clear(): void {
		this.#options.outgoing.published.clear();
		this.#options.outgoing.screen = null;
	}

	async #setDevices(): Promise<void> {
		const { outgoing, peers } = this.#options;
		await Promise.all(DEVICE_KINDS.map((device) => peers.setDevice(device, outgoing.sent(device))));
	}

	#publication(streamID: string): Outbound {
		const { capture, outgoing } = this.#options;
		const { stream, screen } = outgoing;
		const isCamera = sourceOf(streamID) === 'camera';
		const mediaID = (isCamera ? stream : screen)?.id ?? '';
		const camera = isCamera ? this.#status('camera') : capture.screenStatus;
		const microphone = isCamera ? this.#status('microphone') : screen?.getAudioTracks().length ? 'OPEN' : 'MUTE';
		return { t: 'publish', stream: { streamID, mediaID, camera, microphone } };
	}

	#status(device: DeviceKind): 'OPEN' | 'MUTE' {
		return this.#options.capture.track(device) ? 'OPEN' : 'MUTE';
	}

	#send(message: Outbound): void {
		this.#options.session.send({ type: 'send', message });
	}

	#become(streamID: string, state: PublisherState): void {
		this.#options.outgoing.published.set(streamID, state);
		this.#emit(streamID, state, null);
	}

	#emit(streamID: string, state: PublisherState, why: Failure | null): void {
		this.#options.emit({ type: `publisher.${state}`, streamID, failure: why });
	}
}
