/** What one browser tab remembers of its calls over a reload; gone with the tab. */
import * as v from 'valibot';
import type { CallContext } from '../../../machines/call/types';
import type { CallState } from '../../../machines/call/exhaustive';
import { userName } from '../api/room';
import { seat } from '../api/token';

const resumable = v.strictObject({
	userName,
	intents: v.strictObject({ camera: v.boolean(), microphone: v.boolean() })
});
export type Resumable = v.InferOutput<typeof resumable>;

const seated = v.strictObject({ userID: v.string(), seat });
export type Seated = v.InferOutput<typeof seated>;

const read = <S extends v.GenericSchema>(key: string, schema: S): v.InferOutput<S> | null => {
	try {
		const result = v.safeParse(schema, JSON.parse(sessionStorage.getItem(key) ?? 'null'));
		return result.success ? result.output : null;
	} catch {
		// No storage, as in some private modes, or not JSON: the same as nothing remembered.
		return null;
	}
};

const write = (key: string, value: unknown): void => {
	try {
		if (value === null) sessionStorage.removeItem(key);
		else sessionStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Without storage a reload begins in the lobby.
	}
};

const callKey = (roomID: string) => `call:${roomID}`;

export const resumableCall = (roomID: string): Resumable | null => read(callKey(roomID), resumable);

/** Keeps the call while it goes on, and over the page's own going away; forgets it when it has ended otherwise. */
export function rememberCall(
	state: CallState,
	{ roomID, previousRoomID, user, camera, microphone, end }: CallContext
): void {
	if (end?.cause === 'pageHidden' || state === 'idle') return;
	const intents = { camera: camera.wanted, microphone: microphone.wanted };
	write(callKey(roomID), end ? null : { userName: user.userName, intents });
	if (previousRoomID !== null) write(callKey(previousRoomID), null);
}

export const mySeat = (): Seated | null => read('seat', seated);
export const rememberSeat = (mine: Seated | null): void => write('seat', mine);

/** How long a reloaded page waits for its former self to let go (ms). */
const HANDOVER = 1_000;

/** What this page has claimed: its next call has the same user, and must not wait for itself to let go. */
const claims = new Map<string, Promise<boolean>>();

/**
 * Claims a userID for this tab until it closes. False when another tab holds it: browsers copy `sessionStorage` into
 * a duplicated tab, and two tabs with one userID would throw each other out (twilio-video.js#1512).
 */
export function claimUser(userID: string): Promise<boolean> {
	const claim = claims.get(userID) ?? claimOnce(`user:${userID}`);
	claims.set(userID, claim);
	return claim;
}

function claimOnce(name: string): Promise<boolean> {
	// Absent on pages without HTTPS, where no camera works either.
	if (!('locks' in navigator)) return Promise.resolve(true);
	return new Promise((resolve) => {
		const keep = (): Promise<never> => {
			resolve(true);
			return new Promise(() => {
				// Held until the tab closes.
			});
		};
		const wait = () =>
			navigator.locks.request(name, { signal: AbortSignal.timeout(HANDOVER) }, keep).catch(() => resolve(false));
		// Only a lock that is held has a deadline: a busy browser may take its time to grant a free one.
		void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
			if (lock) return keep();
			void wait();
			return undefined;
		});
	});
}
