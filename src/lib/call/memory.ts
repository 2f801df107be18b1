/** What a call remembers over a reload: under its room's key, who takes part, with which devices, and when the page was left. */
import * as v from 'valibot';
import type { SnapshotFrom } from 'xstate';
import { PICTURE_MODES } from '../../../machines/pictures';
import type { callMachine } from '../../../machines/call/machine';

/** Where a call keeps what it remembers, e.g. `sessionStorage`. */
export type CallStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const remembered = v.strictObject({
	userName: v.pipe(v.string(), v.nonEmpty()),
	intents: v.strictObject({ camera: v.boolean(), microphone: v.boolean() }),
	/** A camera that was off for the sake of sound stays off. Absent before it could be chosen. */
	pictures: v.optional(v.picklist(PICTURE_MODES)),
	/** When the page went away in mid-call, by the clock of the system; null while the call goes on or waits in its lobby. */
	leftAt: v.nullable(v.number())
});
export type Remembered = v.InferOutput<typeof remembered>;

/** A page that was reloaded later than this begins in the lobby: nobody expects to be seen then without a click (ms). */
const RELOAD_WITHIN = 60_000;

const keyOf = (roomID: string): string => `call:${roomID}`;

/** Null when nothing is remembered of a call in this room, or nothing that can be read. */
export function recall(storage: CallStorage, roomID: string): Remembered | null {
	try {
		const result = v.safeParse(remembered, JSON.parse(storage.getItem(keyOf(roomID)) ?? 'null'));
		return result.success ? result.output : null;
	} catch {
		// A browser may deny access to its storage, and a text may not be JSON.
		return null;
	}
}

/** Whether a page went away from this call so shortly before `now`. A clock that was set back tells nothing. */
export function wasJustLeft({ leftAt }: Remembered, now: number): boolean {
	return leftAt !== null && now >= leftAt && now - leftAt <= RELOAD_WITHIN;
}

/** Writes to the storage when what is to be remembered of a call has changed. */
export class Memory {
	readonly #storage: CallStorage;
	readonly #now: () => number;
	#roomID: string;
	#text: string | null;

	constructor(storage: CallStorage, roomID: string, now: () => number) {
		this.#storage = storage;
		this.#now = now;
		this.#roomID = roomID;
		const found = recall(storage, roomID);
		this.#text = found && JSON.stringify(found);
		// Whoever reloads a lobby that they came back to stays in the lobby.
		if (found) this.#remember({ ...found, leftAt: null });
	}

	/** Remembers a call once it has left the lobby, and forgets it when it ends, unless the page's going away ends it. */
	follow(snapshot: SnapshotFrom<typeof callMachine>): void {
		const { roomID, user, camera, microphone, pictures, end } = snapshot.context;
		const isLeftByPage = end?.cause === 'pageHidden';
		// A page that goes away in the lobby leaves no call.
		if (snapshot.hasTag('lobby') || (isLeftByPage && !snapshot.hasTag('leaving'))) return;
		if (roomID !== this.#roomID) this.#write(null);
		this.#roomID = roomID;
		if (end && !isLeftByPage) return this.#write(null);
		const intents = { camera: camera.wanted, microphone: microphone.wanted };
		this.#remember({ userName: user.userName, intents, pictures, leftAt: isLeftByPage ? this.#now() : null });
	}

	#remember(now: Remembered): void {
		this.#write(JSON.stringify(now));
	}

	#write(text: string | null): void {
		if (text === this.#text) return;
		this.#text = text;
		try {
			if (text === null) this.#storage.removeItem(keyOf(this.#roomID));
			else this.#storage.setItem(keyOf(this.#roomID), text);
		} catch {
			// Without storage a reload begins in the lobby.
		}
	}
}
