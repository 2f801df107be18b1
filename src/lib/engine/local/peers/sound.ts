/** How sound is sent: what is lost is sent again with what follows, it goes first, and a crowd sends no silence. */
import { changeParameters } from './parameters';

const isRed = ({ mimeType }: RTCRtpCodec) => mimeType.toLowerCase() === 'audio/red';

/**
 * RED (RFC 2198) first, where the browser has it: each packet then carries the one before as well, so that a lost packet is heard all
 * the same. Chromium sends it only if it is listed before opus (https://chromestatus.com/feature/5128377152765952). Firefox has none
 * and answers with opus.
 */
export const redFirst = (codecs: readonly RTCRtpCodec[]): RTCRtpCodec[] => [
	...codecs.filter(isRed),
	...codecs.filter((codec) => !isRed(codec))
];

/**
 * Bits a second, before RED sends them twice. It is what Chromium takes for a voice in mono, and Firefox takes more; opus reaches all
 * that can be heard of a voice with less (RFC 6716, section 2.1.1).
 */
const MOST = 32_000;

/** Sound is a small part of what is sent, and the most of a conversation: where the network is narrow, pictures wait. */
export function shapeSound(sender: RTCRtpSender): void {
	changeParameters(sender, (parameters) => {
		for (const encoding of parameters.encodings) {
			Object.assign(encoding, { maxBitrate: MOST, priority: 'high', networkPriority: 'high' });
		}
		return [parameters];
	}).catch((error: unknown) => console.debug('sound is sent as the browser likes', error));
}

const OPUS = /^a=rtpmap:(\d+) opus\//gim;

/** How many others it takes until their silence is worth saving: then three people are in the room. */
const CROWD = 2;

/**
 * Asks for DTX where many send: whoever is silent then sends a packet every 400 ms instead of 20 (RFC 7587, section 3.1.3). `others`:
 * whom I am connected to, with the one whom this description is for. Two who were there before the third ask when they negotiate next:
 * to do so at once would cost more than it saves.
 */
export function askForSilence(sdp: string, others: number): string {
	if (others < CROWD) return sdp;
	const opus = new Set([...sdp.matchAll(OPUS)].map(([, payloadType]) => payloadType));
	return sdp.replaceAll(/^a=fmtp:(\d+) [^\r\n]*/gm, (line, payloadType: string) =>
		opus.has(payloadType) ? `${line};usedtx=1` : line
	);
}
