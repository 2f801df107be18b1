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
import { Peer, type Whom } from './peer';
import { linesFor, mostOf } from './sizes';
import { askForSilence } from './sound';
import { Spare } from './spare';

export interface PeersOptions {
	/** Asked for each new connection. */
	readonly ice: () => IceOptions;
	readonly session: SessionHandle;
	readonly outgoing: Outgoing;
	readonly streams: Streams;
}

/** What one other most likely asks for. */
const LARGE = 720;

/** An answer that was made but not applied yet. */
interface Prepared {
	readonly peer: Peer;
	readonly description: RTCSessionDescriptionInit;
	readonly answer: SdpAnswer;
}

export class Peers {
	readonly #options: PeersOptions;
	readonly #peers = new Map<string, Peer>();
	/** Answers that were sent with the login. The welcome says which came in time. */
	readonly #answered: Prepared[] = [];
	readonly #spare: Spare;

	constructor(options: PeersOptions) {
		this.#options = options;
		this.#spare = new Spare(options.ice, options.outgoing);
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

	/** Tells the pair chart whether media of this person should arrive, if that has changed. */
	expectMedia(userID: string): void {
		const { session, streams } = this.#options;
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

	/** All at once. If one fails, a new offer goes to that person after the welcome. */
	async answerOffers(offers: Map<string, ParkedOffer>): Promise<SdpAnswer[]> {
		const preparing = [...offers.values()].map((offer) => this.#prepare(offer));
		// Offers that come from now on are newer.
		offers.clear();
		const prepared = await Promise.allSettled(preparing);
		for (const one of prepared) if (one.status === 'fulfilled') this.#answered.push(one.value);
		return this.#answered.map(({ answer }) => answer);
	}

	/** Called when the login with the answers has been sent: candidates may follow. */
	startAnswered(): void {
		for (const { peer, description } of this.#answered) peer.negotiation.startAnswer(description);
	}

	/** Connects to everyone in the room that I am not connected to, after a first login and after a resumed one. */
	welcome({ users, paired }: Told<'welcome'>, offers: ReadonlyMap<string, ParkedOffer>): void {
		for (const { answer } of this.#answered.splice(0)) {
			if (!paired.includes(answer.to)) this.remove(answer.to);
		}
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

	/** Without the room, nobody knows what still reaches whom until there is a new sign. */
	doubtReach(): void {
		for (const { reach } of this.#peers.values()) reach.doubt(performance.now());
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
	}

	async setDevice(device: DeviceKind, track: MediaStreamTrack | null): Promise<void> {
		await Promise.all([...this.#peers.values()].map((peer) => peer.setDevice(device, track)));
	}

	remove(userID: string): void {
		if (this.#close(userID)) this.#options.session.send({ type: 'peer.closed', userID });
	}

	closeAll(): void {
		for (const userID of [...this.#peers.keys()]) this.remove(userID);
		this.#answered.length = 0;
		this.#spare.close();
	}

	async #prepare(offer: ParkedOffer): Promise<Prepared> {
		const peer = this.#open(offer);
		try {
			const description = await peer.negotiation.prepareAnswer(offer.sdp);
			const answer = { to: offer.userID, offerID: offer.offerID, sdp: this.#toSend(description) };
			return { peer, description, answer };
		} catch (error) {
			this.remove(offer.userID);
			throw error;
		}
	}

	async #answerLate(offer: ParkedOffer): Promise<void> {
		try {
			const { peer, description, answer } = await this.#prepare(offer);
			this.#options.session.send({ type: 'send', message: { t: 'answer', answer } });
			peer.negotiation.startAnswer(description);
		} catch (error) {
			console.warn('not answered', error);
			this.#begin(offer);
		}
	}

	/** The lines for my devices start the negotiation. */
	#begin(whom: Whom): void {
		offerDevices(this.#open(whom).pc, this.#options.outgoing);
	}

	#open(whom: Whom, pc = newConnection(this.#options.ice())): Peer {
		const { session, outgoing, streams } = this.#options;
		const { userID } = whom;
		this.#close(userID);
		const peer = new Peer(pc, whom, {
			session,
			outgoing,
			toSend: (description) => this.#toSend(description),
			others: () => this.#peers.size,
			refit: () => this.refit(),
			replace: () => this.#open(whom)
		});
		this.#peers.set(userID, peer);
		const expectsMedia = streams.expectsMedia(userID);
		// A parked offer was made before there was a pair chart to tell.
		session.send({ type: 'peer.opened', userID, expectsMedia, signalingState: pc.signalingState });
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

	/** The fewer get my camera's pictures, the larger they may be. The camera takes none larger than someone gets. */
	refit(): void {
		const { outgoing } = this.#options;
		const receivers = [...this.#peers.values()].filter(({ wanted }) => wanted > 0);
		outgoing.receivers = receivers.length;
		this.#resizeAll();
		if (receivers.length === 0) return;
		// A camera stands still while it is resized. Only one other most likely asks for more in a moment.
		const isSoonLarge = receivers.length === 1 && receivers.every(({ mayWantMore }) => mayWantMore);
		const asked = Math.max(...receivers.map(({ wanted }) => wanted), isSoonLarge ? LARGE : 0);
		const lines = linesFor(Math.min(asked, mostOf(outgoing)));
		void outgoing.resizeCamera(lines).then((hasChanged) => hasChanged && this.#resizeAll());
	}

	#resizeAll(): void {
		for (const peer of this.#peers.values()) peer.resize();
	}
}
