/** Which codecs a connection may use, the best first. */
import { failure } from '../../../../../machines/failure';
import { redFirst } from './sound';

/** Half as many bytes as Chromium offers by default: the offers of a full room fit into the first flight of a TCP connection. */
const DEVICES = ['audio/red', 'audio/opus', 'video/vp8', 'video/rtx'];
const SCREEN = ['video/av1', ...DEVICES];

const knownOf = (kind: string) => RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
const among = (names: readonly string[], kind: string) =>
	knownOf(kind).filter(({ mimeType }) => names.includes(mimeType.toLowerCase()));

/** Throws `browser.unsupported` if this browser can't hold a call. Never prompts. */
export function checkCodecs(): void {
	if (!('RTCPeerConnection' in globalThis)) throw failure('browser.unsupported', 'no WebRTC');
	if (among(['video/vp8'], 'video').length === 0) throw failure('browser.unsupported', 'no VP8');
}

/** For the lines of camera and microphone. */
export const deviceCodecs = (kind: string): RTCRtpCodec[] => redFirst(among(DEVICES, kind));

const isAV1 = ({ mimeType }: RTCRtpCodec) => mimeType.toLowerCase() === 'video/av1';

/** For the lines of a shared screen. Whoever lacks AV1 answers with VP8. */
export function screenCodecs(kind: string, inAV1: boolean): RTCRtpCodec[] {
	const codecs = among(inAV1 ? SCREEN : DEVICES, kind);
	return redFirst([...codecs.filter(isAV1), ...codecs.filter((codec) => !isAV1(codec))]);
}

/** What the largest screen is sent at. */
const LARGEST = { width: 1_920, height: 1_080, framerate: 15, bitrate: 2_500_000 };

/**
 * Whether this browser says that it encodes AV1 smoothly. Of text it sends a third of what VP8 sends, and as sharp: 262 against 726
 * kbit/s while it scrolls, 27 against 111 while it stands still, but for twice the time of the processor while it scrolls (measured,
 * Chromium 156, 1080 lines). VP9 sent no less than VP8.
 * https://w3c.github.io/media-capabilities/#dom-mediacapabilities-encodinginfo
 */
export async function encodesAV1(): Promise<boolean> {
	const { mediaCapabilities } = navigator as Partial<Navigator>;
	try {
		const info = await mediaCapabilities?.encodingInfo({
			type: 'webrtc',
			video: { contentType: 'video/AV1', ...LARGEST }
		});
		return info?.smooth ?? false;
	} catch {
		// One that does not know the question does not know the answer.
		return false;
	}
}

/** So many others may get a screen in AV1: each takes an encoder of its own. */
export const MOST_IN_AV1 = 2;
