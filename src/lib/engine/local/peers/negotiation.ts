/**
 * Perfect negotiation of one connection: either side may offer at any time, and the polite side yields.
 * https://w3c.github.io/webrtc-pc/#perfect-negotiation-example
 */
import { answerDevices, sessionOf } from './connection';
import type { Outgoing } from './outgoing';
import type { Signal } from '../../../api/signalling';

export interface NegotiationOptions {
	readonly polite: boolean;
	readonly outgoing: Outgoing;
	send(signal: Signal): void;
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
	readonly #early: RTCIceCandidateInit[] = [];

	/** From now on, changes of `pc` are negotiated. */
	constructor(pc: RTCPeerConnection, options: NegotiationOptions) {
		this.pc = pc;
		this.#options = options;
		pc.onnegotiationneeded = () => void this.offer();
		pc.onicecandidate = ({ candidate: found }) => {
			// Browsers can only open TCP connections, not accept them: between two browsers such a candidate is of no use.
			if (!found?.candidate || found.protocol === 'tcp') return;
			const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = found;
			options.send({ candidate: { candidate, sdpMid, sdpMLineIndex, usernameFragment } });
		};
	}

	async offer(): Promise<void> {
		if (this.pc.signalingState === 'closed') return;
		this.#making = true;
		try {
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

	/** First half of an answer. The other side does not notice it. */
	async prepareAnswer(sdp: string): Promise<RTCSessionDescriptionInit> {
		await this.pc.setRemoteDescription({ type: 'offer', sdp });
		answerDevices(this.pc, this.#options.outgoing);
		return this.pc.createAnswer();
	}

	/** Second half of an answer: candidates are gathered and sent. */
	startAnswer(answer: RTCSessionDescriptionInit): void {
		this.pc.setLocalDescription(answer).catch((error: unknown) => this.#report(error));
	}

	close(): void {
		this.pc.onnegotiationneeded = this.pc.onicecandidate = null;
		this.pc.close();
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

	async #takeDescription(description: NonNullable<Signal['description']>, signal: Signal): Promise<void> {
		const { pc } = this;
		const isOffer = description.type === 'offer';
		if (this.#crossesFirstOffer(signal) || this.#isOfNewConnection(description.sdp)) {
			this.#successor = this.#options.startOver(isOffer ? signal : null);
			return;
		}
		// The answer to an offer that was sent twice: the first answer has been applied.
		if (!isOffer && pc.signalingState !== 'have-local-offer') return;
		this.#ignoring = !this.#options.polite && this.#collides(signal);
		if (this.#ignoring) return;
		await pc.setRemoteDescription(description);
		for (const early of this.#early.splice(0)) await pc.addIceCandidate(early);
		if (!isOffer) return;
		answerDevices(pc, this.#options.outgoing);
		await pc.setLocalDescription();
		this.#sendDescription();
	}

	async #takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
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
		const { localDescription } = this.pc;
		if (localDescription?.type !== 'offer' && localDescription?.type !== 'answer') return;
		this.#options.send({ description: { type: localDescription.type, sdp: localDescription.sdp } });
	}

	/** A closed connection has nothing to negotiate. Other errors are logged, and the pair chart tries again. */
	#report(error: unknown): void {
		if (this.pc.signalingState !== 'closed') console.warn('negotiation', error);
	}
}
