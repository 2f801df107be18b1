import type { Limits } from '../limits';
import { Door } from './door';

type DoorLimits = Pick<Limits, 'rooms' | 'roomsPerAddress' | 'roomRemembered'>;

/**
 * The doors of rooms that everyone has left: for a while, and so many of them. Whoever opens rooms and leaves them makes only their own
 * be forgotten.
 */
export class Doors {
	readonly #limits: DoorLimits;
	/** By room, those left first at the beginning. */
	readonly #kept = new Map<string, { readonly door: Door; readonly timer: NodeJS.Timeout }>();
	/** The same rooms, by the address of who created them. */
	readonly #roomsOf = new Map<string, Set<string>>();

	constructor(limits: DoorLimits) {
		this.#limits = limits;
	}

	/** The door of a room that nobody is in: the one that was kept, or a new one. */
	of(roomID: string): Door {
		return this.kept(roomID) ?? new Door();
	}

	kept(roomID: string): Door | undefined {
		return this.#kept.get(roomID)?.door;
	}

	/** The last one has gone. */
	keep(roomID: string, door: Door): void {
		const timer = setTimeout(() => this.forget(roomID), this.#limits.roomRemembered).unref();
		this.#kept.set(roomID, { door, timer });
		const rooms = this.#roomsOf.get(door.address) ?? new Set();
		this.#roomsOf.set(door.address, rooms.add(roomID));
		const [oldestOfAddress = ''] = rooms;
		if (rooms.size > this.#limits.roomsPerAddress) this.forget(oldestOfAddress);
		const [oldest = ''] = this.#kept.keys();
		if (this.#kept.size > this.#limits.rooms) this.forget(oldest);
	}

	/** Somebody is in the room again. */
	release(roomID: string): void {
		const kept = this.#kept.get(roomID);
		if (!kept) return;
		clearTimeout(kept.timer);
		this.#kept.delete(roomID);
		const rooms = this.#roomsOf.get(kept.door.address);
		rooms?.delete(roomID);
		if (rooms?.size === 0) this.#roomsOf.delete(kept.door.address);
	}

	/** Whoever comes next begins anew. Those in the lobby hold the same door. */
	forget(roomID: string): void {
		const door = this.#kept.get(roomID)?.door;
		this.release(roomID);
		door?.reset();
	}
}
