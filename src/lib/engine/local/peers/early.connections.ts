/**
 * All early connections: mine to members while I am in the lobby, or those of its visitors to me while I am in the room. They count
 * nowhere, and nobody is shown because of them.
 */
import type { IceOptions } from '../../../api/ice';
import type { ParkedOffer } from '../../../api/signalling';
import type { SessionHandle } from '../session.handle';
import { newConnection, sdpOf, setIce } from './connection';
import { EarlyConnection } from './early';
import type { Outgoing } from './outgoing';
import type { Whom } from './peer';
import { askForSilence } from './sound';
import type { Parked } from './spare';

export interface EarlyOptions {
	readonly ice: () => IceOptions;
	readonly session: SessionHandle;
	readonly outgoing: Outgoing;
}

/** One of mine, for the login. */
export interface Visit {
	readonly early: EarlyConnection;
	readonly whom: Whom;
	/** The server doesn't have my answer yet. */
	readonly isUnsent: boolean;
}

export class EarlyConnections {
	readonly #options: EarlyOptions;
	/** By the ID of the parked offer. */
	readonly #all = new Map<string, EarlyConnection>();

	constructor(options: EarlyOptions) {
		this.#options = options;
	}

	/** From the lobby to whoever has parked an offer, once to each. */
	connect(offers: Iterable<ParkedOffer>): void {
		for (const { offerID, userID, sessionID, sdp } of offers) {
			if ([...this.#all.values()].some(({ whom }) => whom?.sessionID === sessionID)) continue;
			const pc = newConnection(this.#options.ice());
			this.#open({ offerID, pc, late: [] }, sdp, { userID, sessionID });
		}
	}

	/** From the lobby to me, who parked the offer. */
	accept(parked: Parked, answer: string): void {
		this.#open(parked, answer, null);
	}

	async agree(offerID: string): Promise<void> {
		await this.#all.get(offerID)?.agree(this.#options.outgoing);
	}

	sendAnswer(offerID: string): void {
		const early = this.#all.get(offerID);
		const sdp = early?.answer();
		if (!early?.whom || !sdp) return;
		const answer = { to: early.whom.userID, offerID, sdp: this.toSend(sdp) };
		this.#options.session.send({ type: 'send', message: { t: 'prepare', answer } });
	}

	/** The owner of this offer has my answer. */
	start(offerID: string): void {
		this.#all.get(offerID)?.start();
	}

	toSend(sdp: string): string {
		return askForSilence(sdpOf({ type: 'answer', sdp }), this.#all.size);
	}

	/** Of no use any more. The other closes it too. */
	giveUp(offerID: string): void {
		const early = this.#all.get(offerID);
		early?.close();
		if (early?.whom) this.#release(early.whom);
	}

	/** I stay in the lobby, and end them all. */
	endVisit(): void {
		for (const { whom } of this.#all.values()) if (whom) this.#release(whom);
		this.closeAll();
	}

	/** I log in: those that are of use are the caller's from now on, and the others are gone. */
	takeVisits(): Visit[] {
		const { session } = this.#options;
		return [...this.#all.values()].flatMap(({ offerID, whom }) => {
			const isUnsent = session.early(offerID)?.getSnapshot().hasTag('unsent') ?? false;
			const early = this.take(offerID);
			return early && whom ? { early, whom, isUnsent } : [];
		});
	}

	/** It is the caller's from now on; null if there is none that is of use. */
	take(offerID: string): EarlyConnection | null {
		const early = this.#all.get(offerID);
		const isUsable = this.#options.session.early(offerID)?.getSnapshot().hasTag('usable');
		if (!early || !isUsable) {
			this.close(offerID);
			return null;
		}
		this.#forget(offerID);
		return early;
	}

	renewIce(): void {
		for (const { pc } of this.#all.values()) setIce(pc, this.#options.ice());
	}

	close(offerID: string): void {
		this.#all.get(offerID)?.close();
		this.#forget(offerID);
	}

	closeAll(): void {
		for (const offerID of [...this.#all.keys()]) this.close(offerID);
	}

	#open(parked: Parked, sdp: string, whom: Whom | null): void {
		const { session } = this.#options;
		const { offerID } = parked;
		const early = new EarlyConnection(parked, sdp, whom, (event) => session.early(offerID)?.send(event));
		this.#all.set(offerID, early);
		session.send({ type: 'early.opened', offerID });
	}

	#release({ userID }: Whom): void {
		this.#options.session.send({ type: 'send', message: { t: 'release', to: userID } });
	}

	#forget(offerID: string): void {
		if (this.#all.delete(offerID)) this.#options.session.send({ type: 'early.closed', offerID });
	}
}
