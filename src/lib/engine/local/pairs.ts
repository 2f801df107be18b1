/**
 * The pairs with everyone in the room, and the spare connection whose offer waits at the server for the next comer.
 * Whoever enters a room begins: by answering the parked offers, or with offers of their own.
 */
import { DEVICE_KINDS } from '../../../../machines/device/kinds';
import type { DeviceKind } from '../../../../machines/engine';
import { newConnection, offerDevices } from './connection';
import { Pair, type PairHost, type Whom } from './pair';
import type { Answer, ClientMessage, ParkedOffer, ServerMessage } from '../../api/signalling';

type Of<T extends ServerMessage['t']> = Extract<ServerMessage, { t: T }>;

export interface PairsOptions extends Omit<PairHost, 'signal' | 'over' | 'replace'> {
	readonly iceServers: RTCIceServer[];
	readonly send: (message: ClientMessage) => void;
}

/** An answer that is not at work yet. */
interface Prepared {
	readonly pair: Pair;
	readonly description: RTCSessionDescriptionInit;
	readonly answer: Answer;
}

export class Pairs {
	readonly #options: PairsOptions;
	readonly #pairs = new Map<string, Pair>();
	/** Answered with the login; whether in time, the welcome says. */
	readonly #answered: Prepared[] = [];
	#spare: { offerID: string; pc: RTCPeerConnection } | null = null;

	constructor(options: PairsOptions) {
		this.#options = options;
	}

	get(userID: string): Pair | undefined {
		return this.#pairs.get(userID);
	}

	values(): Iterable<Pair> {
		return this.#pairs.values();
	}

	/** All at once: one that fails costs only itself, and is connected to after the welcome. */
	async answerOffers(offers: Map<string, ParkedOffer>): Promise<Answer[]> {
		const preparing = [...offers.values()].map((offer) => this.#prepare(offer));
		// Whatever comes from now on is newer.
		offers.clear();
		const prepared = await Promise.allSettled(preparing);
		for (const one of prepared) if (one.status === 'fulfilled') this.#answered.push(one.value);
		return this.#answered.map(({ answer }) => answer);
	}

	/** The login with the answers is on its way: candidates may follow it. */
	startAnswered(): void {
		for (const { pair, description } of this.#answered) pair.negotiation.startAnswer(description);
	}

	/** After a first login or a resumed one: who is there, and whose parked offer I have. */
	welcome({ users, paired }: Of<'welcome'>, offers: ReadonlyMap<string, ParkedOffer>): void {
		for (const { answer } of this.#answered.splice(0)) {
			if (!paired.includes(answer.to)) this.remove(answer.to);
		}
		for (const user of users) {
			if (this.#pairs.get(user.userID)?.whom.sessionID === user.sessionID) continue;
			const offer = offers.get(user.userID);
			if (offer?.sessionID === user.sessionID) void this.#answerLate(offer);
			else this.#begin(user);
		}
	}

	/** Someone has answered my parked offer. */
	answered({ from, sessionID, offerID, sdp }: Of<'answer'>): void {
		const whom = { userID: from, sessionID };
		if (this.#spare?.offerID !== offerID) return this.#begin(whom);
		const { pc } = this.#spare;
		this.#spare = null;
		const pair = this.#create(whom, pc);
		for (const device of DEVICE_KINDS) void pair.setDevice(device, this.#options.outgoing.sent(device));
		pair.negotiation.take({ description: { type: 'answer', sdp } });
	}

	/** Someone else was quicker. */
	stale({ userID }: Of<'stale'>): void {
		const pair = this.#pairs.get(userID);
		if (pair) this.#begin(pair.whom);
	}

	signal({ from, sessionID, signal }: Of<'signal'>): void {
		const known = this.#pairs.get(from);
		if (known?.whom.sessionID === sessionID) known.negotiation.take(signal);
		else if (signal.description?.type === 'offer') this.#create({ userID: from, sessionID }).negotiation.take(signal);
	}

	resumed(): void {
		for (const pair of this.#pairs.values()) pair.tell({ type: 'link.resumed' });
	}

	/** Makes a spare connection, with all its candidates in the offer. */
	async gather(): Promise<void> {
		this.#spare?.pc.close();
		const pc = newConnection(this.#options.iceServers);
		this.#spare = { offerID: crypto.getRandomValues(new Uint32Array(2)).join('-'), pc };
		offerDevices(pc, this.#options.outgoing);
		const complete = new Promise<void>((resolve) => {
			pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && resolve();
		});
		await pc.setLocalDescription();
		await complete;
	}

	park(): void {
		const sdp = this.#spare?.pc.localDescription?.sdp;
		if (this.#spare && sdp) this.#options.send({ t: 'park', offerID: this.#spare.offerID, sdp });
	}

	async setDevice(device: DeviceKind, track: MediaStreamTrack | null): Promise<void> {
		await Promise.all([...this.#pairs.values()].map((pair) => pair.setDevice(device, track)));
	}

	remove(userID: string): void {
		this.#pairs.get(userID)?.close();
		this.#pairs.delete(userID);
	}

	closeAll(): void {
		for (const userID of [...this.#pairs.keys()]) this.remove(userID);
		this.#answered.length = 0;
		this.#spare?.pc.close();
		this.#spare = null;
	}

	async #prepare(offer: ParkedOffer): Promise<Prepared> {
		const pair = this.#create(offer);
		try {
			const description = await pair.negotiation.prepareAnswer(offer.sdp);
			const answer = { to: offer.userID, offerID: offer.offerID, sdp: description.sdp ?? '' };
			return { pair, description, answer };
		} catch (error) {
			this.remove(offer.userID);
			throw error;
		}
	}

	async #answerLate(offer: ParkedOffer): Promise<void> {
		try {
			const { pair, description, answer } = await this.#prepare(offer);
			this.#options.send({ t: 'answer', answer });
			pair.negotiation.startAnswer(description);
		} catch (error) {
			console.warn('not answered', error);
			this.#begin(offer);
		}
	}

	/** The lines for our devices make the connection negotiate. */
	#begin(whom: Whom): void {
		offerDevices(this.#create(whom).pc, this.#options.outgoing);
	}

	#create({ userID, sessionID }: Whom, pc = newConnection(this.#options.iceServers)): Pair {
		this.remove(userID);
		const pair = new Pair(
			pc,
			{ userID, sessionID },
			{
				...this.#options,
				signal: (to, signal) => this.#options.send({ t: 'signal', to: to.userID, sessionID: to.sessionID, signal }),
				over: (gone) => {
					if (this.#pairs.get(userID) === gone) this.remove(userID);
				},
				replace: (gone) => this.#create(gone.whom)
			}
		);
		this.#pairs.set(userID, pair);
		return pair;
	}
}
