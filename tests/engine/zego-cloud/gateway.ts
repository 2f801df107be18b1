/** Receives each published stream once and forwards its packets to everyone who plays it. */
import { networkInterfaces } from 'node:os';
import {
	RTCPeerConnection,
	useH264,
	useOPUS,
	useVP8,
	type RTCRtpSender,
	type RTCRtpTransceiver,
	type RtpPacket
} from 'werift';

/** An address of this machine: Firefox tries none of loopback, and Chromium takes it where there is no network. */
const HOST =
	Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
/** Players that join between key frames see nothing until the next one (ms). */
const KEY_FRAME_INTERVAL = 2_000;

/** A picture's time at 90 kHz, a sound packet's at 48 kHz. */
const A_MOMENT = { video: 9_000, audio: 960 } as const;

const feedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }];

type VideoCodec = 'H264' | 'VP8';
const VIDEO = { H264: useH264, VP8: useVP8 } as const;

/** Nothing but `HOST` is listened on. */
function peer(videoCodecs: VideoCodec[]): RTCPeerConnection {
	return new RTCPeerConnection({
		codecs: { audio: [useOPUS()], video: videoCodecs.map((codec) => VIDEO[codec]({ rtcpFeedback: feedback })) },
		iceServers: [],
		iceLite: true,
		iceUseIpv4: false,
		iceUseIpv6: false,
		iceAdditionalHostAddresses: [HOST],
		// Chromium checks from every address it has, and this agent would settle on the first, answered or not.
		iceFilterStunResponse: (_request, [host]) => host === HOST,
		bundlePolicy: 'max-bundle'
	});
}

async function answer(pc: RTCPeerConnection, offer: string): Promise<string> {
	await pc.setRemoteDescription({ type: 'offer', sdp: offer });
	// The browser opens DTLS: it does so at once, and repeats a lost packet sooner than this side would.
	for (const transport of pc.dtlsTransports) transport.role = 'server';
	await pc.setLocalDescription(await pc.createAnswer());
	return pc.localDescription?.sdp ?? '';
}

/** After a pause the numbers go on as if there had been none. */
const NOBODY = -1;

export type DeviceStatus = { microphone: number; camera: number };

export class Publisher {
	readonly #pc = peer(['H264', 'VP8']);
	readonly #keyFrames: NodeJS.Timeout;
	status: DeviceStatus = { microphone: 0, camera: 0 };

	constructor(forward: (packet: RtpPacket, kind: 'audio' | 'video') => void, onConnected: () => void) {
		this.#pc.connectionStateChange.subscribe((state) => {
			if (state === 'connected') onConnected();
		});
		this.#pc.onTrack.subscribe((track) => {
			track.onReceiveRtp.subscribe((packet) => {
				if (track.kind === 'audio' || track.kind === 'video') forward(packet, track.kind);
			});
		});
		this.#keyFrames = setInterval(() => this.askForKeyFrame(), KEY_FRAME_INTERVAL);
	}

	describe(offer: string): Promise<string> {
		return answer(this.#pc, offer);
	}

	/** What the publisher's offer asks for first; packets are forwarded as they are, so players must take it. */
	get videoCodec(): VideoCodec {
		const video = this.#pc.getTransceivers().find(({ kind }) => kind === 'video');
		return video?.codecs[0]?.name.toUpperCase() === 'H264' ? 'H264' : 'VP8';
	}

	askForKeyFrame(): void {
		for (const { receiver } of this.#pc.getTransceivers())
			for (const { kind, ssrc } of receiver.tracks)
				if (kind === 'video' && ssrc !== undefined) void receiver.sendRtcpPLI(ssrc);
	}

	close(): Promise<void> {
		clearInterval(this.#keyFrames);
		return this.#pc.close();
	}
}

export class Player {
	readonly #pc: RTCPeerConnection;
	readonly #senders: Partial<Record<string, RTCRtpSender>> = {};
	/** False: only the sound is sent. */
	wantsVideo = true;
	/** Whose packets were sent last. */
	readonly #sources: Partial<Record<'audio' | 'video', number>> = {};

	constructor(
		readonly streamID: string,
		videoCodec: VideoCodec,
		onKeyFrameWanted: () => void,
		onConnected: () => void
	) {
		this.#pc = peer([videoCodec]);
		this.#pc.onRemoteTransceiverAdded.subscribe((transceiver) => this.#prepare(transceiver, onKeyFrameWanted));
		this.#pc.connectionStateChange.subscribe((state) => {
			if (state === 'connected') onConnected();
		});
	}

	#prepare(transceiver: RTCRtpTransceiver, onKeyFrameWanted: () => void): void {
		const { sender } = transceiver;
		sender.streamId = this.streamID;
		transceiver.setDirection('sendonly');
		this.#senders[transceiver.kind] = sender;
		sender.onPictureLossIndication.subscribe(onKeyFrameWanted);
	}

	describe(offer: string): Promise<string> {
		return answer(this.#pc, offer);
	}

	send(packet: RtpPacket, kind: 'audio' | 'video'): void {
		const sender = this.#senders[kind];
		if (!sender || this.#pc.connectionState !== 'connected') return;
		const { ssrc, sequenceNumber, timestamp } = packet.header;
		if (kind === 'video' && !this.wantsVideo) {
			this.#sources.video = NOBODY;
			return;
		}
		const source = this.#sources[kind];
		// Who publishes anew counts from elsewhere; browsers drop what seems to be older than what they have. RFC 3550, 5.1.
		if (source !== undefined && source !== ssrc)
			sender.replaceRTP({
				sequenceNumber: (sequenceNumber - 1) & 0xffff,
				timestamp: (timestamp - A_MOMENT[kind]) >>> 0
			});
		this.#sources[kind] = ssrc;
		void sender.sendRtp(packet.clone());
	}

	close(): Promise<void> {
		return this.#pc.close();
	}
}
