/** The connection to one other session, run by its chart. */
import { createActor, fromCallback } from 'xstate';
import type { DeviceKind } from '../../../../machines/engine';
import { addScreen, askKeyFrames, offerDevices, removeScreen, setDevice, type Outgoing } from './connection';
import { DOUBT_PERIOD, LOCAL_DELAYS } from './local.delays';
import { Negotiation } from './negotiation';
import { pairMachine, type PairActor, type PairEvent } from './pair/machine';
import type { Signal } from '../../api/signalling';
import { countsOf, every } from './stats';

/** Whom a connection is to: the same user in another session is someone else. */
export interface Whom {
	readonly userID: string;
	readonly sessionID: string;
}

export interface PairHost {
	readonly myUserID: () => string;
	readonly outgoing: Outgoing;
	signal(to: Whom, signal: Signal): void;
	/** Whether something of this person should be arriving. */
	readonly expectsMedia: (userID: string) => boolean;
	/** What arrives of this person has changed. */
	readonly changed: (userID: string) => void;
	readonly lost: (userID: string) => void;
	readonly settled: (userID: string) => void;
	over(pair: Pair): void;
	/** A new pair in place of this one. */
	replace(pair: Pair): Pair;
}

export class Pair {
	readonly whom: Whom;
	readonly negotiation: Negotiation;
	/** What arrives: the publisher's `mediaID` → stream. */
	readonly streams = new Map<string, MediaStream>();
	readonly #host: PairHost;
	readonly #actor: PairActor;

	constructor(pc: RTCPeerConnection, whom: Whom, host: PairHost) {
		this.whom = whom;
		this.#host = host;
		this.negotiation = new Negotiation(pc, {
			polite: host.myUserID() < whom.userID,
			outgoing: host.outgoing,
			send: (signal) => this.#signal(signal),
			startOver: (offer) => this.#startOver(offer)
		});
		this.#actor = this.#run();
		pc.ontrack = ({ track, streams }) => {
			for (const arriving of streams) this.#keep(track, arriving);
		};
		pc.onconnectionstatechange = () => {
			this.tell({ type: `connection.${pc.connectionState}` });
			this.shareScreen();
		};
		pc.onsignalingstatechange = () => this.tell({ type: `signaling.${pc.signalingState}` });
		// A parked offer has been made before there was anyone to tell.
		this.tell({ type: `signaling.${pc.signalingState}` });
	}

	get pc(): RTCPeerConnection {
		return this.negotiation.pc;
	}

	get isFlowing(): boolean {
		return this.#actor.getSnapshot().hasTag('flowing');
	}

	tell(event: PairEvent): void {
		this.#actor.send(event);
	}

	setDevice(device: DeviceKind, track: MediaStreamTrack | null): Promise<void> {
		return setDevice(this.pc, device, track);
	}

	/** Once connected, so that the first negotiation is as small as can be. */
	shareScreen(): void {
		const { screen } = this.#host.outgoing;
		const sent = new Set(this.pc.getSenders().map((sender) => sender.track));
		if (this.pc.connectionState !== 'connected' || !screen || screen.getTracks().some((track) => sent.has(track)))
			return;
		addScreen(this.pc, screen);
	}

	unshareScreen(screen: MediaStream): void {
		if (this.pc.signalingState !== 'closed') removeScreen(this.pc, screen);
	}

	close(): void {
		this.#actor.stop();
		this.pc.ontrack = this.pc.onconnectionstatechange = this.pc.onsignalingstatechange = null;
		this.negotiation.close();
		this.streams.clear();
	}

	/** To someone the server has lost nothing can be said. */
	#signal(signal: Signal): void {
		if (!this.#actor.getSnapshot().hasTag('absent')) this.#host.signal(this.whom, signal);
	}

	#run(): PairActor {
		const actor = createActor(
			pairMachine.provide({
				actors: { listen: fromCallback(({ sendBack }) => listen(this.pc, () => sendBack({ type: 'media.proved' }))) },
				delays: { doubt: () => LOCAL_DELAYS[this.#host.expectsMedia(this.whom.userID) ? 'doubt' : 'quietDoubt'] },
				guards: { expectsMedia: () => this.#host.expectsMedia(this.whom.userID) },
				actions: {
					restartIce: () => this.pc.restartIce(),
					offerAgain: () => void this.negotiation.offer(),
					askKeyFrames: () => askKeyFrames(this.pc)
				}
			})
		);
		actor.subscribe(() => this.#host.changed(this.whom.userID));
		actor.on('pair.lost', () => this.#host.lost(this.whom.userID));
		actor.on('pair.settled', () => this.#host.settled(this.whom.userID));
		actor.on('pair.over', () => this.#host.over(this));
		return actor.start();
	}

	/**
	 * A video track joins what is played with its first picture: Chromium plays nothing of a stream, not even its sound,
	 * before the first picture of every video track in it, and whoever came without a camera would be mute.
	 */
	#keep(track: MediaStreamTrack, arriving: MediaStream): void {
		const stream = this.streams.get(arriving.id) ?? new MediaStream();
		this.streams.set(arriving.id, stream);
		if (track.kind === 'audio' || !track.muted) stream.addTrack(track);
		else track.onunmute = () => stream.addTrack(track);
		arriving.onremovetrack = (removed) => {
			stream.removeTrack(removed.track);
			if (arriving.getTracks().length === 0) this.streams.delete(arriving.id);
			this.#host.changed(this.whom.userID);
		};
		this.#host.changed(this.whom.userID);
	}

	#startOver(offer: Signal | null): (signal: Signal) => void {
		const next = this.#host.replace(this);
		if (offer) next.negotiation.take(offer);
		else offerDevices(next.pc, this.#host.outgoing);
		return (signal) => next.negotiation.take(signal);
	}
}

/** Calls back once packets have arrived after the first count. */
function listen(pc: RTCPeerConnection, heard: () => void): () => void {
	let first: number | null = null;
	return every(DOUBT_PERIOD, async () => {
		const { received } = await countsOf(pc);
		if (received > (first ??= received)) heard();
	});
}
