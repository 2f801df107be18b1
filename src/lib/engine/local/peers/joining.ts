/** The connections that count on my login: made in the lobby, or by answering with the login the offers that wait there. */
import type { ParkedOffer, SdpAnswer } from '../../../api/signalling';
import type { EarlyConnection } from './early';
import type { EarlyConnections, Visit } from './early.connections';
import type { Outgoing } from './outgoing';
import type { Peer, Whom } from './peer';

export interface JoiningOptions {
	readonly outgoing: Outgoing;
	open(whom: Whom): Peer;
	adopt(early: EarlyConnection, whom: Whom): Peer;
	remove(userID: string): void;
	toSend(description: RTCSessionDescriptionInit): string;
}

interface Prepared {
	readonly userID: string;
	/** What goes with the login; null if it went before. */
	readonly answer: SdpAnswer | null;
	/** Called when the other can be told of candidates. */
	start(): void;
	/** Made in the lobby. */
	readonly early?: EarlyConnection;
}

export class Joining {
	readonly #early: EarlyConnections;
	readonly #options: JoiningOptions;
	/** The welcome says which came in time. */
	readonly #prepared: Prepared[] = [];

	constructor(early: EarlyConnections, options: JoiningOptions) {
		this.#early = early;
		this.#options = options;
	}

	/** All at once, but those that were answered in the lobby. If one fails, a new offer goes to that person after the welcome. */
	async answer(offers: Map<string, ParkedOffer>): Promise<SdpAnswer[]> {
		const visits = this.#early.takeVisits();
		for (const { whom } of visits) offers.delete(whom.userID);
		const preparing = [
			...visits.map((visit) => this.#join(visit)),
			...[...offers.values()].map((offer) => this.prepare(offer))
		];
		// Offers that come from now on are newer.
		offers.clear();
		const prepared = await Promise.allSettled(preparing);
		for (const one of prepared) if (one.status === 'fulfilled') this.#prepared.push(one.value);
		return this.#prepared.flatMap(({ answer }) => answer ?? []);
	}

	start(): void {
		for (const prepared of this.#prepared) prepared.start();
	}

	/** `paired`: whom the server has given my answers to. */
	end(paired: readonly string[]): void {
		for (const { userID, early } of this.#prepared.splice(0)) {
			if (paired.includes(userID)) early?.start();
			else this.#options.remove(userID);
		}
	}

	forget(): void {
		this.#prepared.length = 0;
	}

	async prepare(offer: ParkedOffer): Promise<Prepared & { answer: SdpAnswer }> {
		const { userID, offerID } = offer;
		const peer = this.#options.open(offer);
		try {
			const description = await peer.negotiation.prepareAnswer(offer.sdp);
			const answer = { to: userID, offerID, sdp: this.#options.toSend(description) };
			return { userID, answer, start: () => peer.negotiation.startAnswer(description) };
		} catch (error) {
			this.#options.remove(userID);
			throw error;
		}
	}

	/** What I publish is sent from now on. Until the server has let me in, nobody is shown it. */
	async #join({ early, whom, isUnsent }: Visit): Promise<Prepared> {
		const { userID } = whom;
		const { negotiation } = this.#options.adopt(early, whom);
		negotiation.keep(early.late);
		const start = () => negotiation.sendKept(early.late);
		if (!isUnsent) return { userID, answer: null, start, early };
		try {
			await early.describe(this.#options.outgoing);
			const sdp = this.#early.toSend(early.answer() ?? '');
			return { userID, answer: { to: userID, offerID: early.offerID, sdp }, start, early };
		} catch (error) {
			this.#options.remove(userID);
			throw error;
		}
	}
}
