/** What one browser tab remembers over a reload: its calls, and its seat, the user that it may be. */
import * as v from 'valibot';
import { seat } from '../api/token';
import { tabStorage } from './storage';

const seated = v.strictObject({ userID: v.string(), seat });
export type Seated = v.InferOutput<typeof seated>;

const SEAT = 'seat';

export function mySeat(): Seated | null {
	try {
		const result = v.safeParse(seated, JSON.parse(tabStorage.getItem(SEAT) ?? 'null'));
		return result.success ? result.output : null;
	} catch {
		return null;
	}
}

export function rememberSeat(mine: Seated): void {
	try {
		tabStorage.setItem(SEAT, JSON.stringify(mine));
	} catch {
		// Without storage the tab gets a new user at each reload.
	}
}

/** How long a reloaded page waits until its predecessor's locks are free (ms). */
const HANDOVER = 1_000;

/** The claims of this page. Its next call has the same user, whose lock this page already holds. */
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
		// A free lock has no deadline, since a busy browser may grant it late; waiting for a held one has.
		void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
			if (lock) return keep();
			void wait();
			return undefined;
		});
	});
}
