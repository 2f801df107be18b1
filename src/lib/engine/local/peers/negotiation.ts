/**
 * Perfect negotiation of one connection: either side may offer at any time, and the polite side yields.
 * https://w3c.github.io/webrtc-pc/#perfect-negotiation-example
 */
import { answerDevices, offerIDOf, sessionOf } from './connection';
import type { Outgoing } from './outgoing';
import type { Signal } from '../../../api/signalling';

type Description = NonNullable<Signal['description']>;

export interface NegotiationOptions {
	readonly polite: boolean;
	readonly outgoing: Outgoing;
	/** The description as it goes to the other. */
	toSend(description: RTCSessionDescriptionInit): string;
	send(signal: Signal): void;
	/** The browser can't apply what the other side has sent. */
	refused(): void;
	/** Replaces this connection by a new one, which begins with the offer, or with an offer of ours. Returns what takes later signals. */
	startOver(offer: Signal | null): (signal: Signal) => void;
}

export class Negotiation {
	readonly pc: RTCPeerConnection;
	readonly #options: NegotiationOptions;
	/** Signals are handled one after another: each changes what the next one means. */
	#taking: Promise<void> = Promise.resolve();
	#making = false;
	#ignoring = false;
	#successor: ((signal: Signal) => void) | null = null;
	readonly #early: NonNullable<Signal['candidate']>[] = [];

	/** From now on, changes of `pc` are negotiated. */
	constructor(pc: RTCPeerConnection, options: NegotiationOptions) {
		this.pc = pc;
		this.#options = options;
		pc.onnegotiationneeded = () => void this.offer();
		this.#listen();
	}

	/** The other can't be told of candidates yet: they are kept for `sendKept`. */
	keep(candidates: RTCIceCandidate[]): void {
		this.pc.onicecandidate = ({ candidate }) => candidate && candidates.push(candidate);
	}

	sendKept(candidates: readonly RTCIceCandidate[]): void {
		for (const candidate of candidates) this.sendCandidate(candidate);
		this.#listen();
	}

	async offer(): Promise<void> {
		this.#making = true;
		try {
			// What else this moment brings, such as an ICE restart, belongs into the same offer.
			await Promise.resolve();
			if (this.pc.signalingState === 'closed') return;
			await this.pc.setLocalDescription();
			this.#sendDescription();
		} catch (error) {
			this.#report(error);
		} finally {
			this.#making = false;
		}
	}

	take(signal: Signal): void {
		this.#taking = this.#taking.then(() => this.#take(signal)).catch((error: unknown) => this.#report(error));
	}

	/** The answer to an offer that had been parked. */
	takeParked(sdp: string): void {
		const { localDescription } = this.pc;
		if (localDescription) this.take({ description: { type: 'answer', sdp, offerID: offerIDOf(localDescription) } });
	}

	sendCandidate({ candidate, protocol, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): void {
		// Browsers can only open TCP connections, not accept them: between two browsers such a candidate is of no use.
		if (candidate === '' || protocol === 'tcp') return;
		this.#options.send({ candidate: { candidate, sdpMid, sdpMLineIndex, usernameFragment } });
	}

	/** First half of an answer. The other side does not notice it. */
	async prepareAnswer(sdp: string): Promise<RTCSessionDescriptionInit> {
		await this.pc.setRemoteDescription({ type: 'offer', sdp });
		answerDevices(this.pc, this.#options.outgoing);
		return this.pc.createAnswer();
	}

	/** Second half of an answer: candidates are gathered and sent. */
	startAnswer(answer: RTCSessionDescriptionInit): void {
		this.pc.setLocalDescription(answer).catch((error: unknown) => this.#refuse(error));
	}

	close(): void {
		this.pc.onnegotiationneeded = this.pc.onicecandidate = null;
		this.pc.close();
	}

	#listen(): void {
		this.pc.onicecandidate = ({ candidate }) => candidate && this.sendCandidate(candidate);
	}

	async #take(signal: Signal): Promise<void> {
		const { description, candidate } = signal;
		if (this.#successor) {
			this.#successor(signal);
			return;
		}
		if (description) await this.#takeDescription(description, signal);
		if (candidate) await this.#takeCandidate(candidate);
	}

	async #takeDescription(description: Description, signal: Signal): Promise<void> {
		const isOffer = description.type === 'offer';
		if (this.#crossesFirstOffer(signal) || this.#isOfNewConnection(description.sdp)) {
			this.#successor = this.#options.startOver(isOffer ? signal : null);
			return;
		}
		if (description.type === 'answer' && !this.#awaits(description.offerID)) return;
		this.#ignoring = !this.#options.polite && this.#collides(signal);
		if (this.#ignoring) return;
		try {
			await this.#apply(description);
		} catch (error) {
			this.#refuse(error);
		}
	}

	async #apply({ type, sdp }: Description): Promise<void> {
		const { pc } = this;
		await pc.setRemoteDescription({ type, sdp });
		for (const candidate of this.#early.splice(0)) this.take({ candidate });
		if (type === 'answer') return;
		answerDevices(pc, this.#options.outgoing);
		await pc.setLocalDescription();
		this.#sendDescription();
	}

	/** Not the answer to an offer that has been replaced by a later one, nor a second answer. */
	#awaits(offerID: string): boolean {
		const { localDescription, signalingState } = this.pc;
		return (
			signalingState === 'have-local-offer' && localDescription !== null && offerIDOf(localDescription) === offerID
		);
	}

	async #takeCandidate(candidate: NonNullable<Signal['candidate']>): Promise<void> {
		if (this.pc.remoteDescription === null) {
			this.#early.push(candidate);
			return;
		}
		try {
			await this.pc.addIceCandidate(candidate);
		} catch (error) {
			// The candidate belongs to the offer that was ignored.
			if (!this.#ignoring) throw error;
		}
	}

	#collides({ description }: Signal): boolean {
		return description?.type === 'offer' && (this.#making || this.pc.signalingState !== 'stable');
	}

	/** Both sides made a first offer. Lines added for an offer can't be used in an answer, so the polite side drops its connection and answers on a new one. */
	#crossesFirstOffer(signal: Signal): boolean {
		return this.#options.polite && this.#collides(signal) && this.pc.remoteDescription === null;
	}

	/** The other side has started a new connection. */
	#isOfNewConnection(sdp: string): boolean {
		const known = this.pc.remoteDescription;
		return known !== null && sessionOf(known.sdp) !== sessionOf(sdp);
	}

	#sendDescription(): void {
		const { localDescription: mine, remoteDescription: theirs } = this.pc;
		if (!mine) return;
		const sdp = this.#options.toSend(mine);
		if (mine.type === 'offer') this.#options.send({ description: { type: 'offer', sdp } });
		else if (mine.type === 'answer' && theirs)
			this.#options.send({ description: { type: 'answer', sdp, offerID: offerIDOf(theirs) } });
	}

	#refuse(error: unknown): void {
		this.#report(error);
		if (this.pc.signalingState !== 'closed') this.#options.refused();
	}

	/** A closed connection has nothing to negotiate. Other errors are logged, and the pair chart tries again. */
	#report(error: unknown): void {
		if (this.pc.signalingState !== 'closed') console.warn('negotiation', error);
	}
}
