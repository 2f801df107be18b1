/** What this browser sends and plays through ZEGO. */
import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import type ZegoLocalStream from 'zego-express-engine-webrtc/sdk/code/zh/ZegoLocalStream.web';
import type {
	ZegoServerResponse,
	ZegoStreamUpdateType
} from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import type { DeviceKind } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import { sourceOf } from '../../../../machines/stream';
import type { VideoHeight } from '../../../../machines/video.height';
import type { Capture } from '../capture/capture';
import type { MediaRegistry } from '../media';
import { failureOfCode, failureOfError } from './zego.codes';

/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment -- The SDK declares the enum but does not export it: its numbers have to do. */
const UPDATE: Record<DeviceKind, ZegoStreamUpdateType> = { camera: 0, microphone: 1 };
/* eslint-enable @typescript-eslint/no-unsafe-enum-assignment */

/**
 * Kilobits a second. Custom streams have none of their own, so the SDK would not limit them. The camera's are ZEGO's for 640×480 and
 * for 1280×720, and for whoever saves data about half of the first; the screen's is ZEGO's for 30 pictures a second:
 * https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~interface~Camera
 */
const VIDEO_BITRATE = { saving: 400, usual: 800, best: 1_500, screen: 1_500 } as const;

function expectOK({ errorCode, extendedData }: ZegoServerResponse): void {
	if (errorCode !== 0) throw failureOfCode(errorCode, extendedData);
}

/** My camera stream and my screen stream. Devices can be opened and closed while the camera stream is published. */
export class Outgoing {
	readonly #zg: ZegoExpressEngine;
	readonly #capture: Capture;
	/** The track of each device that the SDK's stream was last given. */
	readonly #given: Partial<Record<DeviceKind, MediaStreamTrack>> = {};
	/** The latest request for each stream. An earlier request that is still under way is dropped. */
	readonly #requests = new Map<string, object>();
	#camera: ZegoLocalStream | null = null;
	#screen: ZegoLocalStream | null = null;
	#turn: Promise<unknown> = Promise.resolve();
	#bitrate: number = VIDEO_BITRATE.usual;
	videoCodec: 'H264' | 'VP8';

	constructor(zg: ZegoExpressEngine, capture: Capture, videoCodec: 'H264' | 'VP8') {
		this.videoCodec = videoCodec;
		this.#zg = zg;
		this.#capture = capture;
	}

	async publish(streamID: string): Promise<void> {
		const request = {};
		this.#requests.set(streamID, request);
		try {
			const stream = await (sourceOf(streamID) === 'camera' ? this.#devices() : this.#screenStream());
			if (this.#requests.get(streamID) !== request) return;
			// False: a stream with this ID is already being published.
			if (!this.#zg.startPublishingStream(streamID, stream, { videoCodec: this.videoCodec }))
				throw failure('config.invalid', 'published already');
			if (stream === this.#screen && this.#capture.screenStatus === 'MUTE') this.screenChanged();
		} catch (error) {
			throw failureOfError(error);
		}
	}

	/** Everyone gets the same, so a camera of 1280×720 is only for whoever wants the best. */
	async limit(streamID: string, most: VideoHeight): Promise<void> {
		const maxBitrate = VIDEO_BITRATE[most > 720 ? 'best' : most > 360 ? 'usual' : 'saving'];
		if (sourceOf(streamID) !== 'camera' || maxBitrate === this.#bitrate) return;
		this.#bitrate = maxBitrate;
		await this.#capture.resizeCamera(most > 720 ? 720 : 360);
		const camera = this.#camera;
		if (camera) expectOK(await this.#inTurn(() => this.#zg.setVideoConfig(camera, { maxBitrate })));
	}

	unpublish(streamID: string): void {
		if (this.#requests.delete(streamID)) this.#zg.stopPublishingStream(streamID);
	}

	/** The others are told as of a camera. */
	screenChanged(): void {
		if (this.#screen) this.#zg.mutePublishStreamVideo(this.#screen, this.#capture.screenStatus === 'MUTE');
	}

	/** Resolves when the device's current track is sent. */
	async changed(device: DeviceKind): Promise<void> {
		try {
			await this.#inTurn(() => this.#give(device));
		} catch (error) {
			throw failureOfError(error);
		}
	}

	/**
	 * Called before the SDK is destroyed. Streams are not stopped first: the others would then be told "stopped" instead of
	 * the reason why their owner went.
	 */
	close(): void {
		this.#turn = new Promise(() => undefined);
		this.#requests.clear();
	}

	#devices(): Promise<ZegoLocalStream> {
		// The SDK fails on an empty stream with an error that doesn't say so.
		if (!this.#given.camera && !this.#given.microphone) throw failure('config.invalid', 'nothing is captured');
		return this.#inTurn(() => this.#cameraStream());
	}

	async #screenStream(): Promise<ZegoLocalStream> {
		const { screen } = this.#capture;
		if (!screen) throw failure('screen.failed', 'no screen is captured');
		const audio = screen.getAudioTracks().length > 0 ? { audio: { source: screen } } : {};
		this.#screen = await this.#zg.createZegoStream({
			custom: { video: { source: screen }, ...audio },
			videoBitrate: VIDEO_BITRATE.screen
		});
		return this.#screen;
	}

	async #cameraStream(): Promise<ZegoLocalStream> {
		this.#camera ??= await this.#zg.createZegoStream({ autoCapture: false, videoBitrate: this.#bitrate });
		return this.#camera;
	}

	async #give(device: DeviceKind): Promise<void> {
		const track = this.#capture.track(device);
		const given = this.#given[device];
		if (!track && !given) return;
		const stream = await this.#cameraStream();
		if (track && track !== given) {
			const source = new MediaStream([track]);
			const starting =
				device === 'camera' ? stream.startCaptureCustomVideo({ source }) : stream.startCaptureCustomAudio({ source });
			expectOK(await starting);
			this.#given[device] = track;
			if (this.#requests.size > 0) expectOK(await this.#zg.updatePublishingStream(stream, UPDATE[device]));
		}
		if (device === 'camera') this.#zg.mutePublishStreamVideo(stream, track === null);
		else this.#zg.mutePublishStreamAudio(stream, track === null);
	}

	/** One change at a time: the SDK mixes up two concurrent changes of a stream. */
	#inTurn<T>(change: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(change, change);
		this.#turn = turn;
		return turn;
	}
}

/** The streams of others, which it puts into the registry. */
export class Incoming {
	readonly #zg: ZegoExpressEngine;
	readonly #media: MediaRegistry;
	/** The latest request for each stream. The answer to an earlier request is dropped. */
	readonly #requests = new Map<string, object>();
	/** Of which nobody sees the pictures. */
	readonly #hidden = new Set<string>();

	constructor(zg: ZegoExpressEngine, media: MediaRegistry) {
		this.#zg = zg;
		this.#media = media;
	}

	async play(streamID: string): Promise<void> {
		const request = {};
		this.#requests.set(streamID, request);
		try {
			const stream = await this.#zg.startPlayingStream(streamID);
			if (this.#requests.get(streamID) !== request) return;
			this.#media.set(streamID, stream);
			if (this.#hidden.has(streamID)) await this.#mute(streamID, true);
		} catch (error) {
			throw failureOfError(error);
		}
	}

	/** Of a stream that does not play yet, the SDK can't mute the pictures. */
	show(streamID: string, isShown: boolean): void {
		if (!this.#requests.has(streamID) || this.#hidden.has(streamID) !== isShown) return;
		if (isShown) this.#hidden.delete(streamID);
		else this.#hidden.add(streamID);
		if (this.#media.get(streamID)) void this.#mute(streamID, !isShown);
	}

	stop(streamID: string): void {
		this.#hidden.delete(streamID);
		if (!this.#requests.delete(streamID)) return;
		this.#zg.stopPlayingStream(streamID);
		this.#media.delete(streamID);
	}

	clear(): void {
		for (const streamID of [...this.#requests.keys()]) this.stop(streamID);
	}

	async #mute(streamID: string, isMuted: boolean): Promise<void> {
		const done = await this.#zg.mutePlayStreamVideo(streamID, isMuted).catch(() => false);
		if (!done) console.debug('not muted', streamID);
	}
}
