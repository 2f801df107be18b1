/** The connection to one other session. Its pair chart decides what is done when media or signalling fail. */
import type { DeviceKind } from '../../../../../machines/engine';
import type { VideoHeight } from '../../../../../machines/video.height';
import type { Signal, View } from '../../../api/signalling';
import type { SessionHandle } from '../session.handle';
import { MOST_IN_AV1 } from './codecs';
import { addScreen, offerDevices, removeScreen, setDevice, shapeVoice } from './connection';
import { Negotiation } from './negotiation';
import type { Outgoing } from './outgoing';
import { Reach } from './reach';
import { Sizes } from './sizes';

/** Whom a connection is to: the same user in another session is someone else. */
export interface Whom {
	readonly userID: string;
	readonly sessionID: string;
}

/** A track of the other, and the streams it belongs to there. */
export type Arrived = Pick<RTCTrackEvent, 'track' | 'streams'>;

export interface PeerOptions {
	readonly session: SessionHandle;
	readonly outgoing: Outgoing;
	/** A description as it goes to the other. */
	toSend(description: RTCSessionDescriptionInit): string;
	/** How many I am connected to, this one included. */
	others(): number;
	/** Called when the other wants another size of my camera, or is connected or not. */
	refit(): void;
	/** Whether the other sends pictures in the stream with this `mediaID`: the camera is on. */
	hasPictures(mediaID: string): boolean;
	/** Puts a new connection to the same session in place of this one. */
	replace(): Peer;
}

export class Peer {
	readonly whom: Whom;
	readonly negotiation: Negotiation;
	/** What arrives, by the publisher's `mediaID`. */
	readonly streams = new Map<string, MediaStream>();
	/** What had arrived when it was counted last: see `Counts`. */
	received: number | null = 0;
	/** Whether the other gets what I send. */
	readonly reach = new Reach(performance.now());
	/** What I have asked of the other on this connection, by stream. What is not here is sent as usual. */
	readonly askedSizes = new Map<string, VideoHeight>();
	/** What the other has asked of me. */
	readonly #sizes = new Sizes();
	/** Video tracks without a picture so far, each with the ID of its stream. */
	readonly #unseen = new Map<MediaStreamTrack, string>();
	readonly #options: PeerOptions;

	/** `arrived`: what had come before it was known whose it is. */
	constructor(
		pc: RTCPeerConnection,
		{ userID, sessionID }: Whom,
		options: PeerOptions,
		arrived: readonly Arrived[] = []
	) {
		this.whom = { userID, sessionID };
		this.#options = options;
		const { session, outgoing } = options;
		this.negotiation = new Negotiation(pc, {
			polite: session.myUserID < userID,
			outgoing,
			toSend: (description) => options.toSend(description),
			send: (signal) => this.#signal(signal),
			refused: () => session.pair(userID)?.send({ type: 'description.refused' }),
			startOver: (offer) => this.startOver(offer)
		});
		const keep = ({ track, streams }: Arrived) => {
			for (const arriving of streams) this.#keep(track, arriving);
		};
		arrived.forEach(keep);
		pc.ontrack = keep;
		pc.onconnectionstatechange = () => {
			session.pair(userID)?.send({ type: `connection.${pc.connectionState}` });
			this.adjust();
		};
		pc.onsignalingstatechange = () => session.pair(userID)?.send({ type: `signaling.${pc.signalingState}` });
	}

	get pc(): RTCPeerConnection {
		return this.negotiation.pc;
	}

	/** Called when it is connected or not. */
	adjust(): void {
		if (this.pc.connectionState === 'connected') shapeVoice(this.pc);
		this.shareScreen();
		this.#options.refit();
	}

	async setDevice(device: DeviceKind, track: MediaStreamTrack | null): Promise<void> {
		await setDevice(this.pc, device, track);
		this.resize();
	}

	/** False if the other can't be told now. */
	askSize(view: View): boolean {
		const isTold = this.#signal({ view });
		if (isTold) this.askedSizes.set(view.streamID, view.height);
		return isTold;
	}

	take(signal: Signal): void {
		const { view } = signal;
		if (view) {
			this.#sizes.want(view.streamID, view.height);
			this.#options.refit();
		} else this.negotiation.take(signal);
	}

	/** Only once connected, to keep the first negotiation small. */
	shareScreen(): void {
		const { screen, encodesAV1 } = this.#options.outgoing;
		const sent = new Set(this.pc.getSenders().map((sender) => sender.track));
		if (this.pc.connectionState !== 'connected' || !screen || screen.getTracks().some((track) => sent.has(track)))
			return;
		addScreen(this.pc, screen, encodesAV1 && this.#options.others() <= MOST_IN_AV1);
		this.resize();
	}

	/**
	 * A video track is added when its pictures come: Chromium plays nothing of a stream, not even sound, before each of its video
	 * tracks has a picture, so people without a camera could not be heard. That it is unmuted is not enough: packets without a picture,
	 * which measure the bandwidth, do that too.
	 */
	showPictures(): void {
		for (const [track, mediaID] of this.#unseen) {
			if (track.muted || !this.#options.hasPictures(mediaID)) continue;
			this.#unseen.delete(track);
			this.streams.get(mediaID)?.addTrack(track);
		}
	}

	unshareScreen(screen: MediaStream): void {
		if (this.pc.signalingState !== 'closed') removeScreen(this.pc, screen);
	}

	/** Returns what takes later signals. */
	startOver(offer: Signal | null = null): (signal: Signal) => void {
		const next = this.#options.replace();
		if (offer) next.negotiation.take(offer);
		else offerDevices(next.pc, this.#options.outgoing);
		return (signal) => next.negotiation.take(signal);
	}

	/** Without the room, nobody knows what still reaches the other until there is a new sign. */
	doubtReach(): void {
		this.reach.doubt(performance.now());
	}

	close(): void {
		this.pc.ontrack = this.pc.onconnectionstatechange = this.pc.onsignalingstatechange = null;
		this.negotiation.close();
		this.streams.clear();
		this.#unseen.clear();
	}

	/** How large my camera is to be sent there; 0 while nobody sees it, or there is no path. */
	get wanted(): VideoHeight {
		return this.pc.connectionState === 'connected' ? this.#sizes.camera : 0;
	}

	/** Whether the other may show my camera large: so far it has not said that it does not. */
	get mayWantMore(): boolean {
		return !this.#sizes.isCameraAsked;
	}

	/** Nothing is sent before there is a path. */
	resize(): void {
		if (this.pc.connectionState === 'connected') this.#sizes.apply(this.pc, this.#options.outgoing);
	}

	/** The server can't deliver anything to someone it has lost: false. */
	#signal(signal: Signal): boolean {
		const { userID: to, sessionID } = this.whom;
		const { session } = this.#options;
		if (session.pair(to)?.getSnapshot().hasTag('absent')) return false;
		session.send({ type: 'send', message: { t: 'signal', to, sessionID, signal } });
		return true;
	}

	#keep(track: MediaStreamTrack, arriving: MediaStream): void {
		const stream = this.streams.get(arriving.id) ?? new MediaStream();
		this.streams.set(arriving.id, stream);
		if (track.kind === 'audio') stream.addTrack(track);
		else {
			this.#unseen.set(track, arriving.id);
			track.onunmute = () => this.showPictures();
			this.showPictures();
		}
		arriving.onremovetrack = (removed) => {
			this.#unseen.delete(removed.track);
			stream.removeTrack(removed.track);
			if (arriving.getTracks().length === 0) this.streams.delete(arriving.id);
			this.#reportStreams();
		};
		this.#reportStreams();
	}

	#reportStreams(): void {
		this.#options.session.send({ type: 'peer.streams', userID: this.whom.userID });
	}
}
