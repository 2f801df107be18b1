/** What a call remembers over a reload: under its room's key, who takes part and with which devices. */
import * as v from 'valibot';
import type { SnapshotFrom } from 'xstate';
import type { callMachine } from '../../../machines/call/machine';

/** Where a call keeps what it remembers, e.g. `sessionStorage`. */
export type CallStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const remembered = v.strictObject({
	userName: v.pipe(v.string(), v.nonEmpty()),
	intents: v.strictObject({ camera: v.boolean(), microphone: v.boolean() })
});
export type Remembered = v.InferOutput<typeof remembered>;

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

/** Writes to the storage when what is to be remembered of a call has changed. */
export class Memory {
	readonly #storage: CallStorage;
	#roomID: string;
	#text: string | null;

	constructor(storage: CallStorage, roomID: string) {
		this.#storage = storage;
		this.#roomID = roomID;
		const found = recall(storage, roomID);
		this.#text = found && JSON.stringify(found);
	}

	/** Remembers a call once it has left the lobby, and forgets it when it ends, unless the page's going away ends it. */
	follow(snapshot: SnapshotFrom<typeof callMachine>): void {
		const { roomID, user, camera, microphone, end } = snapshot.context;
		if (end?.cause === 'pageHidden' || snapshot.matches('idle')) return;
		const intents = { camera: camera.wanted, microphone: microphone.wanted };
		const now: Remembered = { userName: user.userName, intents };
		const text = end ? null : JSON.stringify(now);
		if (roomID !== this.#roomID) this.#write(null);
		this.#roomID = roomID;
		if (text !== this.#text) this.#write(text);
	}

	#write(text: string | null): void {
		this.#text = text;
		try {
			if (text === null) this.#storage.removeItem(keyOf(this.#roomID));
			else this.#storage.setItem(keyOf(this.#roomID), text);
		} catch {
			// Without storage a reload begins in the lobby.
		}
	}
}
