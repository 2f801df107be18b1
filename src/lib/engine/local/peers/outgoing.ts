/** What I publish, and therefore send: the same on every connection. */
import type { DeviceKind, PublisherState } from '../../../../../machines/engine';
import { sourceOf, type StreamSource } from '../../../../../machines/stream';
import type { VideoHeight } from '../../../../../machines/video.height';
import type { Capture } from '../../capture/capture';
import type { CameraLines } from '../../capture/device';

export class Outgoing {
	readonly #capture: Capture;
	/** By stream ID. */
	readonly published = new Map<string, PublisherState>();
	/** My screen, while it is published. */
	screen: MediaStream | null = null;
	/** Whether this machine encodes AV1 well enough for it. */
	encodesAV1 = false;
	/** The largest size in which each is sent. */
	readonly most: Record<StreamSource, VideoHeight> = { camera: 720, screen: 1_080 };
	/** How much less is sent than is wanted, because the processor bears no more: see `sizes.ts`. */
	step = 0;
	/** How many others get pictures of my camera: each takes an encoder of its own. */
	receivers = 0;

	constructor(capture: Capture) {
		this.#capture = capture;
	}

	/** Its ID goes into the SDP as `a=msid`, so that others know my camera stream by it. It is also my preview. */
	get stream(): MediaStream {
		return this.#capture.preview;
	}

	get cameraStreamID(): string | undefined {
		return [...this.published.keys()].find((streamID) => sourceOf(streamID) === 'camera');
	}

	get screenStreamID(): string | undefined {
		return [...this.published.keys()].find((streamID) => sourceOf(streamID) === 'screen');
	}

	/** Resolves to whether its track has another size now. */
	resizeCamera(lines: CameraLines): Promise<boolean> {
		return this.#capture.resizeCamera(lines);
	}

	/** What is sent of the device now; null while it is off, and until my camera stream is published. */
	sent(device: DeviceKind): MediaStreamTrack | null {
		return this.cameraStreamID === undefined ? null : this.#capture.track(device);
	}
}
