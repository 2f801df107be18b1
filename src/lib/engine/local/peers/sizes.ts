/** How large the person at the other end shows my camera and my screen, and so how large they are sent there. */
import { usualHeight } from '../../../../../machines/player/height';
import { sourceOf, type StreamSource } from '../../../../../machines/stream';
import type { VideoHeight } from '../../../../../machines/video.height';
import type { CameraLines } from '../../capture/device';
import type { Outgoing } from './outgoing';
import { changeParameters } from './parameters';
import type { Rhythm } from './reach';

/**
 * The most pictures a second and bits a second of each size: between LiveKit's, for one encoder as here, and those of Jitsi's calls of
 * two. https://github.com/livekit/client-sdk-js/blob/main/src/room/track/options.ts
 */
type Limits = Record<Exclude<VideoHeight, 0>, { maxFramerate: number; maxBitrate: number }>;
const CAMERA: Limits = {
	90: { maxFramerate: 15, maxBitrate: 90_000 },
	180: { maxFramerate: 20, maxBitrate: 160_000 },
	360: { maxFramerate: 20, maxBitrate: 450_000 },
	540: { maxFramerate: 25, maxBitrate: 800_000 },
	720: { maxFramerate: 30, maxBitrate: 1_700_000 },
	1080: { maxFramerate: 30, maxBitrate: 3_000_000 }
};
/** What is on a screen changes less often, and must be sharp. */
const SCREEN: Limits = { ...CAMERA, 1080: { maxFramerate: 15, maxBitrate: 2_500_000 } };
const HEIGHTS = [90, 180, 360, 540, 720, 1_080] as const;
const WIDEST = 16 / 9;

/**
 * The most lines, by how many others get pictures. `usual` is what a laptop can encode (28 million dots a second, roughly), `best` what
 * a fast one can. Whoever saves data sends no more to all together than twice what one gets.
 */
const BUDGETS = {
	saving: { few: [360, 360, 180], many: 180 },
	usual: { few: [720, 720, 540], many: 360 },
	best: { few: [1_080, 1_080, 720], many: 540 }
} as const;

/** Pictures a second, from the first step on that less is sent; with each further step, they are a size smaller. */
const SLOW = 15;

const smaller = (one: VideoHeight, other: VideoHeight): VideoHeight => (one < other ? one : other);
/** So many sizes smaller, but something, of what is sent at all. */
const lowered = (height: VideoHeight, sizes: number): VideoHeight => {
	const size = HEIGHTS.findIndex((one) => one === height);
	return size > 0 && sizes > 0 ? (HEIGHTS[Math.max(0, size - sizes)] ?? height) : height;
};

/** How large my camera may be sent, if the processor bears it. */
export function mostOf({ receivers, most: { camera } }: Outgoing): VideoHeight {
	const { few, many } = BUDGETS[camera > 720 ? 'best' : camera > 360 ? 'usual' : 'saving'];
	const possible = few[receivers] ?? many;
	return smaller(camera, possible);
}

/** What a camera is asked for, when no more than these are sent. */
export const linesFor = (sent: number): CameraLines => (sent > 720 ? 1_080 : sent > 360 ? 720 : 360);

/** Text must stay readable, and faces move. */
const WHEN_SHORT = { screen: 'maintain-resolution', camera: 'maintain-framerate' } as const;

/** `scaleResolutionDownTo` is not in all browsers yet: https://w3c.github.io/webrtc-extensions/#dom-rtcrtpencodingparameters-scaleresolutiondownto */
type Encoding = RTCRtpEncodingParameters & { scaleResolutionDownTo?: { maxWidth: number; maxHeight: number } };

/** A camera may have fewer lines than are wanted: then it has the limits of what it has. */
export function encodingFor(
	wanted: VideoHeight,
	{ width = 0, height = 0 }: MediaTrackSettings,
	limits = CAMERA
): Encoding {
	if (wanted === 0) return { active: false };
	const lines = Math.min(width, height);
	const sent = HEIGHTS.find((most) => most >= Math.min(wanted, lines || wanted)) ?? wanted;
	const widest = Math.round(wanted * WIDEST);
	return {
		active: true,
		...limits[sent],
		scaleResolutionDownBy: Math.max(1, lines / wanted, Math.max(width, height) / widest),
		// A browser that knows it lets it win: the track may be turned or change its size.
		scaleResolutionDownTo: { maxWidth: widest, maxHeight: wanted }
	};
}

export class Sizes {
	readonly #wanted = new Map<StreamSource, VideoHeight>();
	/** What was set last: encoders are disturbed only by a change. */
	readonly #set = new WeakMap<RTCRtpSender, string>();

	want(streamID: string, height: VideoHeight): void {
		this.#wanted.set(sourceOf(streamID), height);
	}

	/** Whether the other has said how large it shows my camera. */
	get isCameraAsked(): boolean {
		return this.#wanted.has('camera');
	}

	/** How large my camera is wanted. */
	get camera(): VideoHeight {
		return this.#wantedOf('camera');
	}

	/** Called when something else is wanted, others come or go, or other tracks are sent. */
	apply(pc: RTCPeerConnection, outgoing: Outgoing): void {
		for (const sender of pc.getSenders()) {
			const { track } = sender;
			if (track?.kind !== 'video') continue;
			const source = outgoing.screen?.getTracks().includes(track) ? 'screen' : 'camera';
			const isScreen = source === 'screen';
			const most = isScreen ? outgoing.most.screen : mostOf(outgoing);
			const wanted = lowered(smaller(this.#wantedOf(source), most), isScreen ? 0 : outgoing.step - 1);
			const encoding = encodingFor(wanted, track.getSettings(), isScreen ? SCREEN : CAMERA);
			if (outgoing.step > 0 && encoding.active) encoding.maxFramerate = Math.min(encoding.maxFramerate ?? SLOW, SLOW);
			const text = JSON.stringify(encoding);
			if (this.#set.get(sender) === text) continue;
			this.#set.set(sender, text);
			setEncoding(sender, encoding, WHEN_SHORT[source]).catch((error: unknown) => {
				this.#set.delete(sender);
				console.debug('not resized', error);
			});
		}
	}

	#wantedOf(source: StreamSource): VideoHeight {
		return this.#wanted.get(source) ?? usualHeight(`_${source}`);
	}
}

/** How often the other reports on what I send. Of a picture that nobody sees, nothing is sent. */
export function rhythmOf(pc: RTCPeerConnection): Rhythm {
	const isActive = (sender: RTCRtpSender) => sender.getParameters().encodings.some(({ active }) => active !== false);
	const sent = pc.getSenders().filter((sender) => sender.track !== null && isActive(sender));
	if (sent.some(({ track }) => track?.kind === 'video')) return 'often';
	return sent.length > 0 ? 'seldom' : 'never';
}

const setEncoding = (sender: RTCRtpSender, encoding: Encoding, whenShort: RTCDegradationPreference) =>
	changeParameters(sender, (parameters) => {
		// Firefox before 110 has none before it has negotiated.
		if (parameters.encodings.length === 0) throw new Error('no encoding yet');
		for (const each of parameters.encodings) Object.assign(each, encoding);
		return [{ ...parameters, degradationPreference: whenShort }];
	});
