import type { ParkedOffer, SdpAnswer, ServerMessage } from '../../api/signalling';
import type { Limits } from '../limits';
import type { Member } from './member';
import { Visits } from './visits';
import type { Watcher } from './watcher';

type LobbyLimits = Pick<Limits, 'watchersPerRoom' | 'connectInLobby' | 'members' | 'prepared'>;

/** The lobby of one room. */
export class Lobby {
	readonly visits: Visits;
	readonly #limits: LobbyLimits;
	/** By user. */
	readonly #watchers = new Map<string, Watcher>();
	/** Those who are told what changes. */
	readonly #told = new Set<Watcher>();

	constructor(limits: LobbyLimits) {
		this.#limits = limits;
		this.visits = new Visits(limits);
	}

	get size(): number {
		return this.#watchers.size;
	}

	get userIDs(): Iterable<string> {
		return this.#watchers.keys();
	}

	get watchers(): Watcher[] {
		return [...this.#watchers.values()];
	}

	of(userID: string): Watcher | undefined {
		return this.#watchers.get(userID);
	}

	/** Shows those in the room to a watcher, in place of an earlier watcher of the same user. A full lobby keeps nobody out. */
	enter(watcher: Watcher, others: readonly Member[]): void {
		const before = this.#watchers.get(watcher.userID);
		this.#watchers.set(watcher.userID, watcher);
		if (before) this.#told.delete(before);
		if (this.#told.size < this.#limits.watchersPerRoom) this.#told.add(watcher);
		watcher.socket.send({
			t: 'lobby',
			users: others.map((member) => member.profile),
			offers: others.flatMap((member) => member.offer ?? []),
			prepares: this.#mayPrepare(watcher)
		});
		if (before && before.socket !== watcher.socket) before.socket.close('resumed');
	}

	leave(watcher: Watcher): void {
		this.visits.end(watcher);
		this.#told.delete(watcher);
		if (this.#watchers.get(watcher.userID) === watcher) this.#watchers.delete(watcher.userID);
	}

	/** A watcher answers the parked offer of this member, one of so many. False when it is gone, or may not be answered. */
	prepare(watcher: Watcher, owner: Member | undefined, answer: SdpAnswer, members: number): boolean {
		if (!owner || owner.userID === watcher.userID || !this.#mayPrepare(watcher)) return false;
		return this.visits.prepare(watcher, owner, answer, members);
	}

	tell(message: ServerMessage, exceptUserID: string | null): void {
		for (const watcher of this.#told) {
			if (watcher.userID !== exceptUserID) watcher.socket.send(message);
		}
	}

	show(offer: ParkedOffer): void {
		this.tell({ t: 'offer', offer }, offer.userID);
	}

	/** Only who is told when someone leaves can let go of them. */
	#mayPrepare(watcher: Watcher): boolean {
		return this.#limits.connectInLobby && this.#told.has(watcher);
	}
}
