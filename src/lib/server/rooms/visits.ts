import type { SdpAnswer } from '../../api/signalling';
import type { Limits } from '../limits';
import { RateLimit } from '../rate.limit';
import type { ClientSocket } from './client.socket';
import type { Member } from './member';
import type { Watcher } from './watcher';

/** The member whose parked offer was answered. */
type Prepared = { readonly owner: Member; readonly offerID: string };

/** Who in the lobby of a room has answered whose parked offer, so that both are connected at the login. */
export class Visits {
	readonly #limits: Pick<Limits, 'members' | 'prepared'>;
	/** By the user ID of the offer's owner. */
	readonly #visits = new Map<Watcher, Map<string, Prepared>>();
	readonly #rates = new WeakMap<ClientSocket, RateLimit>();

	constructor(limits: Pick<Limits, 'members' | 'prepared'>) {
		this.#limits = limits;
	}

	/** `members`: how many there are. False when the offer is gone, or the owner has as many visitors as there are free places. */
	prepare(watcher: Watcher, owner: Member, { offerID, sdp }: SdpAnswer, members: number): boolean {
		if (owner.offer?.offerID !== offerID || this.#visitorsOf(owner) >= this.#limits.members - members) return false;
		if (!this.#rateOf(watcher.socket).take()) return false;
		this.release(watcher, owner.userID);
		owner.offer = null;
		const visits = this.#visits.get(watcher) ?? new Map<string, Prepared>();
		this.#visits.set(watcher, visits.set(owner.userID, { owner, offerID }));
		owner.socket.send({ t: 'visitor', offerID, sdp });
		return true;
	}

	release(watcher: Watcher, userID: string): void {
		const visits = this.#visits.get(watcher);
		const prepared = visits?.get(userID);
		if (!visits || !prepared) return;
		visits.delete(userID);
		if (visits.size === 0) this.#visits.delete(watcher);
		prepared.owner.socket.send({ t: 'visitorLeft', offerID: prepared.offerID });
	}

	/** They leave the lobby, and do not log in. */
	end(watcher: Watcher): void {
		for (const userID of [...(this.#visits.get(watcher)?.keys() ?? [])]) this.release(watcher, userID);
	}

	/** The watcher is this member now. Returns the user IDs of those to whom they are connected. */
	join(watcher: Watcher, { userID: from, profile: { sessionID } }: Member): string[] {
		const visits = [...(this.#visits.get(watcher)?.values() ?? [])];
		this.#visits.delete(watcher);
		for (const { owner, offerID } of visits) owner.socket.send({ t: 'visitorJoined', from, sessionID, offerID });
		return visits.map(({ owner }) => owner.userID);
	}

	/** The owner is gone, or has lost its socket, and with it perhaps its network: who has connected to it may try again. */
	endOf(owner: Member): void {
		for (const [watcher, visits] of [...this.#visits]) {
			const prepared = visits.get(owner.userID);
			if (prepared?.owner !== owner) continue;
			visits.delete(owner.userID);
			if (visits.size === 0) this.#visits.delete(watcher);
			watcher.socket.send({ t: 'stale', userID: owner.userID, offerID: prepared.offerID });
		}
	}

	#visitorsOf(owner: Member): number {
		return [...this.#visits.values()].filter((visits) => visits.get(owner.userID)?.owner === owner).length;
	}

	#rateOf(socket: ClientSocket): RateLimit {
		const rate = this.#rates.get(socket) ?? new RateLimit(this.#limits.prepared);
		this.#rates.set(socket, rate);
		return rate;
	}
}
