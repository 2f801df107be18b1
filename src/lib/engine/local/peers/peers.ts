/**
 * The connections to everyone in the room. Whoever enters a room begins: by answering the parked offers, or with offers
 * of their own.
 */
import { DEVICE_KINDS } from '../../../../../machines/device.kinds';
import type { DeviceKind } from '../../../../../machines/engine';
import type { IceOptions } from '../../../api/ice';
import type { SdpAnswer, ParkedOffer } from '../../../api/signalling';
import type { SessionHandle } from '../session.handle';
import type { Told } from '../messages';
import type { PairEvent } from '../pair/types';
import type { Streams } from '../streams';
import { newConnection, offerDevices, sdpOf, setIce } from './connection';
import type { Outgoing } from './outgoing';
import type { EarlyConnection } from './early';
import { EarlyConnections } from './early.connections';
import { fit } from './fit';
import { Joining } from './joining';
import { Peer, type Arrived, type Whom } from './peer';
import { askForSilence } from './sound';
import { Spare } from './spare';

export interface PeersOptions {
	/** Asked for each new connection. */
	readonly ice: () => IceOptions;
	readonly session: SessionHandle;
	readonly outgoing: Outgoing;
	readonly streams: Streams;
}

export class Peers {
	readonly #options: PeersOptions;
	readonly #peers = new Map<string, Peer>();
	readonly #spare: Spare;
	readonly early: EarlyConnections;
	readonly #joining: Joining;

	constructor(options: PeersOptions) {
		this.#options = options;
		this.#spare = new Spare(options.ice, options.outgoing);
		this.early = new EarlyConnections(options);
		this.#joining = new Joining(this.early, {
			outgoing: options.outgoing,
			open: (whom) => this.#open(whom),
			adopt: (early, whom) => this.#adopt(early, whom),
			remove: (userID) => this.remove(userID),
			toSend: (description) => this.#toSend(description)
		});
	}

	get(userID: string): Peer | undefined {
		return this.#peers.get(userID);
	}

	values(): Iterable<Peer> {
		return this.#peers.values();
	}

	/** Sends the event to the pair chart of this person. */
	tell(userID: string, event: PairEvent): void {
		this.#options.session.pair(userID)?.send(event);
	}

	/** Shows the pictures that this person sends now, and tells the pair chart whether media should arrive, if that has changed. */
	expectMedia(userID: string): void {
		const { session, streams } = this.#options;
		this.#peers.get(userID)?.showPictures();
		const expectsMedia = streams.expectsMedia(userID);
		const pair = session.pair(userID);
		if (pair && pair.getSnapshot().context.expectsMedia !== expectsMedia)
			pair.send({ type: 'media.expected', expectsMedia });
	}

	isFlowing(userID: string): boolean {
		return this.#options.session.pair(userID)?.getSnapshot().hasTag('flowing') ?? false;
	}

	/** The networks of this person and mine have no path to each other. */
	isPathless(userID: string): boolean {
		return this.#options.session.pair(userID)?.getSnapshot().hasTag('pathless') ?? false;
	}

	answerOffers(offers: Map<string, ParkedOffer>): Promise<SdpAnswer[]> {
		return this.#joining.answer(offers);
	}

	/** Called when the login with the answers has been sent: candidates may follow. */
	startAnswered(): void {
		this.#joining.start();
	}

	/** Connects to everyone in the room that I am not connected to, after a first login and after a resumed one. */
	welcome({ users, paired }: Told<'welcome'>, offers: ReadonlyMap<string, ParkedOffer>): void {
		this.#joining.end(paired);
		// The server has forgotten those of before.
		this.early.closeAll();
		for (const user of users) {
			if (this.#peers.get(user.userID)?.whom.sessionID === user.sessionID) continue;
			const offer = offers.get(user.userID);
			if (offer?.sessionID === user.sessionID) void this.#answerLate(offer);
			else this.#begin(user);
		}
	}

	/** Someone has answered my parked offer. */
	takeAnswer({ from, sessionID, offerID, sdp }: Told<'answer'>): void {
		const whom = { userID: from, sessionID };
		const parked = this.#spare.take(offerID);
		if (!parked) return this.#begin(whom);
		const peer = this.#open(whom, parked.pc);
		for (const device of DEVICE_KINDS) void peer.setDevice(device, this.#options.outgoing.sent(device));
		peer.negotiation.takeParked(sdp);
		for (const candidate of parked.late) peer.negotiation.sendCandidate(candidate);
	}

	/** Someone in the lobby has answered my parked offer. */
	takeVisitor({ offerID, sdp }: Told<'visitor'>): void {
		const parked = this.#spare.take(offerID);
		if (parked) this.early.accept(parked, sdp);
	}

	/** They have logged in. */
	joinVisitor({ from, sessionID, offerID }: Told<'visitorJoined'>): void {
		const whom = { userID: from, sessionID };
		const early = this.early.take(offerID);
		if (early) this.#adopt(early, whom).negotiation.sendKept(early.late);
		else this.#begin(whom);
	}

	/** Someone else was quicker to answer this person's offer. */
	offerAnew({ userID }: Told<'stale'>): void {
		const peer = this.#peers.get(userID);
		if (peer) this.#begin(peer.whom);
	}

	takeSignal({ from, sessionID, signal }: Told<'signal'>): void {
		const known = this.#peers.get(from);
		if (known?.whom.sessionID === sessionID) known.take(signal);
		else if (signal.description?.type === 'offer') this.#open({ userID: from, sessionID }).negotiation.take(signal);
	}

	doubtReach(): void {
		for (const peer of this.#peers.values()) peer.doubtReach();
	}

	tellAll(event: PairEvent): void {
		for (const userID of this.#peers.keys()) this.tell(userID, event);
	}

	gatherOffer(): Promise<void> {
		return this.#spare.gather();
	}

	parkOffer(): void {
		const parked = this.#spare.park();
		if (!parked) return;
		// Whoever answers it is one more.
		const sdp = askForSilence(sdpOf(parked.description), this.#peers.size + 1);
		this.#options.session.send({ type: 'send', message: { t: 'park', offerID: parked.offerID, sdp } });
	}

	/** With a new token, the connections that exist get what came with it. */
	renewIce(): void {
		for (const { pc } of this.#peers.values()) setIce(pc, this.#options.ice());
		this.#spare.renewIce();
		this.early.renewIce();
	}

	async setDevice(device: DeviceKind, track: MediaStreamTrack | null): Promise<void> {
		await Promise.all([...this.#peers.values()].map((peer) => peer.setDevice(device, track)));
	}

	remove(userID: string): void {
		if (this.#close(userID)) this.#options.session.send({ type: 'peer.closed', userID });
	}

	closeAll(): void {
		for (const userID of [...this.#peers.keys()]) this.remove(userID);
		this.#joining.forget();
		this.#spare.close();
		this.early.closeAll();
	}

	/** An early connection is one like all others now. */
	#adopt(early: EarlyConnection, whom: Whom): Peer {
		const peer = this.#open(whom, early.pc, early.arrived);
		for (const device of DEVICE_KINDS) void peer.setDevice(device, this.#options.outgoing.sent(device));
		peer.adjust();
		return peer;
	}

	async #answerLate(offer: ParkedOffer): Promise<void> {
		try {
			const prepared = await this.#joining.prepare(offer);
			this.#options.session.send({ type: 'send', message: { t: 'answer', answer: prepared.answer } });
			prepared.start();
		} catch (error) {
			console.warn('not answered', error);
			this.#begin(offer);
		}
	}

	/** The lines for my devices start the negotiation. */
	#begin(whom: Whom): void {
		offerDevices(this.#open(whom).pc, this.#options.outgoing);
	}

	#open(whom: Whom, pc = newConnection(this.#options.ice()), arrived: readonly Arrived[] = []): Peer {
		const { session, outgoing, streams } = this.#options;
		const { userID } = whom;
		this.#close(userID);
		const options = {
			session,
			outgoing,
			toSend: (description: RTCSessionDescriptionInit) => this.#toSend(description),
			others: () => this.#peers.size,
			refit: () => this.refit(),
			hasPictures: (mediaID: string) => streams.hasPictures(mediaID),
			replace: () => this.#open(whom)
		};
		const peer = new Peer(pc, whom, options, arrived);
		this.#peers.set(userID, peer);
		const expectsMedia = streams.expectsMedia(userID);
		// What is parked or early was made before there was a pair chart to tell.
		const { signalingState, connectionState } = pc;
		session.send({ type: 'peer.opened', userID, expectsMedia, signalingState, connectionState });
		return peer;
	}

	#toSend(description: RTCSessionDescriptionInit): string {
		return askForSilence(sdpOf(description), this.#peers.size);
	}

	#close(userID: string): boolean {
		this.#peers.get(userID)?.close();
		const isGone = this.#peers.delete(userID);
		if (isGone) this.refit();
		return isGone;
	}

	refit(): void {
		fit(this.#peers, this.#options.outgoing);
	}
}
