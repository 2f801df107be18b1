/** What every connection has: one transport, and one line (transceiver) for the microphone and one for the camera. */
import { DEVICE_KINDS } from '../../../../../machines/device.kinds';
import type { DeviceKind } from '../../../../../machines/engine';
import type { IceOptions } from '../../../api/ice';
import { TRACK_KIND } from '../../capture/track.kind';
import { deviceCodecs, screenCodecs } from './codecs';
import type { Outgoing } from './outgoing';
import { changeParameters } from './parameters';
import { shapeSound } from './sound';

/** What congestion control, rotated phones and sound levels need. All others would add a kilobyte to every offer and answer. */
const EXTENSIONS = /:mid|abs-send-time|transport-wide|orientation|audio-level/;

/** Not in all browsers: https://w3c.github.io/webrtc-extensions/#rtcrtptransceiver-interface */
interface HeaderExtensions {
	getHeaderExtensionsToNegotiate(): { uri: string; direction: RTCRtpTransceiverDirection }[];
	setHeaderExtensionsToNegotiate(extensions: { uri: string; direction: RTCRtpTransceiverDirection }[]): void;
}

const kindOf = ({ receiver }: RTCRtpTransceiver) => receiver.track.kind;

/** Leaves out of offers and answers what is not used. */
function slim(
	transceiver: RTCRtpTransceiver & Partial<HeaderExtensions>,
	codecs = deviceCodecs(kindOf(transceiver))
): void {
	// Not in Firefox before 128: its offers are larger.
	(transceiver as Partial<RTCRtpTransceiver>).setCodecPreferences?.(codecs);
	const known = transceiver.getHeaderExtensionsToNegotiate?.() ?? [];
	transceiver.setHeaderExtensionsToNegotiate?.(
		known.map(({ uri, direction }) => ({ uri, direction: EXTENSIONS.test(uri) ? direction : 'stopped' }))
	);
}

const configurationOf = (ice: IceOptions): RTCConfiguration => ({ ...ice, bundlePolicy: 'max-bundle' });

export const newConnection = (ice: IceOptions) => new RTCPeerConnection(configurationOf(ice));

/**
 * Other servers, from the next ICE restart on. A relay in use goes on with the password that was good when it began. Firefox before 119
 * can't: its connections keep their servers.
 */
export function setIce(pc: RTCPeerConnection, ice: IceOptions): void {
	if (pc.signalingState === 'closed') return;
	(pc as Partial<RTCPeerConnection>).setConfiguration?.(configurationOf(ice));
}

/** For an offer: a line for each device, also if it is off, so that turning it on needs no negotiation. */
export function offerDevices(pc: RTCPeerConnection, outgoing: Outgoing): void {
	for (const device of DEVICE_KINDS) {
		const { stream } = outgoing;
		const transceiver = pc.addTransceiver(outgoing.sent(device) ?? TRACK_KIND[device], { streams: [stream] });
		slim(transceiver);
	}
}

/** For an answer: uses the two lines of the offer. */
export function answerDevices(pc: RTCPeerConnection, outgoing: Outgoing): void {
	for (const device of DEVICE_KINDS) {
		const line = deviceLine(pc, device);
		if (!line || line.direction === 'sendrecv') continue;
		line.direction = 'sendrecv';
		line.sender.setStreams(outgoing.stream);
		slim(line);
		void replaceTrack(line.sender, outgoing.sent(device));
	}
}

/** Nothing is sent until they are put on it again. */
export async function takeDevicesOff(pc: RTCPeerConnection): Promise<void> {
	await Promise.all(pc.getSenders().map((sender) => replaceTrack(sender, null)));
}

/** The first line of its kind. A shared screen has lines of its own, which are added later. */
function deviceLine(pc: RTCPeerConnection, device: DeviceKind): RTCRtpTransceiver | undefined {
	return pc.getTransceivers().find((transceiver) => kindOf(transceiver) === TRACK_KIND[device]);
}

/** Not before there is a path: until an answer is made, its lines have nothing that can be told how to send. */
export function shapeVoice(pc: RTCPeerConnection): void {
	const line = deviceLine(pc, 'microphone');
	if (line) shapeSound(line.sender);
}

export async function setDevice(
	pc: RTCPeerConnection,
	device: DeviceKind,
	track: MediaStreamTrack | null
): Promise<void> {
	const line = deviceLine(pc, device);
	if (line) await replaceTrack(line.sender, track);
}

/** A connection that has been closed sends nothing, so there is nothing to replace. */
async function replaceTrack(sender: RTCRtpSender, track: MediaStreamTrack | null): Promise<void> {
	try {
		await sender.replaceTrack(track);
	} catch (error) {
		if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
	}
}

export function addScreen(pc: RTCPeerConnection, screen: MediaStream, inAV1: boolean): void {
	for (const track of screen.getTracks()) {
		const transceiver = pc.addTransceiver(track, { direction: 'sendonly', streams: [screen] });
		slim(transceiver, screenCodecs(track.kind, inAV1));
	}
}

export function removeScreen(pc: RTCPeerConnection, screen: MediaStream): void {
	for (const transceiver of pc.getTransceivers()) {
		const { track } = transceiver.sender;
		if (track && screen.getTracks().includes(track)) transceiver.stop();
	}
}

/** Browsers that don't know the option ignore it. The other side then asks for the key frame itself, a round trip later. */
export function askKeyFrames(pc: RTCPeerConnection): void {
	for (const sender of pc.getSenders()) {
		if (sender.track?.kind !== 'video') continue;
		const asked = changeParameters(sender, (parameters) => [
			parameters,
			{ encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })) }
		]);
		asked.catch((error: unknown) => console.debug('no key frame', error));
	}
}

const PAYLOAD_TYPES = /^m=\S+ \S+ \S+ (.*)/;
const OF_PAYLOAD_TYPE = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /;

/**
 * Without the lines of codecs that were left out. Firefox 153 still names them in `a=rtcp-fb`, and Chromium refuses such a
 * description: "Failed to parse codecs correctly".
 */
export function sdpOf({ sdp = '' }: RTCSessionDescriptionInit): string {
	let used: string[] = [];
	const isUsed = (line: string) => {
		used = PAYLOAD_TYPES.exec(line)?.[1]?.split(' ') ?? used;
		const of = OF_PAYLOAD_TYPE.exec(line)?.[1];
		return of === undefined || used.includes(of);
	};
	return sdp.split('\r\n').filter(isUsed).join('\r\n');
}

/** The session ID in the `o=` line (RFC 8866). It changes when the other side starts a new connection. */
export const sessionOf = (sdp: string): string => /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? '';

/** Session ID and version in the `o=` line: each offer has its own. */
export function offerIDOf({ sdp }: RTCSessionDescriptionInit): string {
	const [, session = '', version = ''] = /^o=\S+ (\S+) (\S+)/m.exec(sdp ?? '') ?? [];
	return `${session}-${version}`;
}
