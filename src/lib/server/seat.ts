/**
 * How a tab proves that a `userID` is its own. A tab keeps a secret, its seat, and its `userID` is the seat's SHA-256. Whoever
 * sends the seat owns the `userID`: to find another seat for it means inverting 128 bits of SHA-256.
 *
 * The server signs nothing. Without a configured secret a signature would not survive a restart, and the tabs of a running
 * call must come back under the same `userID`. A signature would only keep a tab from making up a seat of its own, and all
 * that this gives the tab is a `userID` that nobody else has.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Seat {
	readonly seat: string;
	readonly userID: string;
}

const hash = (text: string) => createHash('sha256').update(`video-call ${text}`).digest('hex');

const SHAPE = /^[A-Za-z0-9_-]{32}$/;

/** `sub`: whom the operator's login knows, with access control. */
export const newSeat = (sub: string | null = null): Seat => seated(randomBytes(24).toString('base64url'), sub);

/** The seat with its `userID`; `null` when the text is not a seat. */
export const seatOf = (seat: string, sub: string | null = null): Seat | null =>
	SHAPE.test(seat) ? seated(seat, sub) : null;

/** How a userID begins, with access control. */
export const personNamed = (sub: string): string => `a${hash(`user ${sub}`).slice(0, 24)}`;

/** What the userIDs of all tabs of a person begin with. Without access control each tab is somebody else. */
export const personOf = (userID: string): string => /^a[0-9a-f]{24}(?=-)/.exec(userID)?.[0] ?? userID;

/** With access control it names the person, the same on all their tabs, and the tab. So somebody else's seat gives no more than one's own. */
function seated(seat: string, sub: string | null): Seat {
	if (sub === null) return { seat, userID: `u${hash(`seat ${seat}`).slice(0, 32)}` };
	return { seat, userID: `${personNamed(sub)}-${hash(`seat ${seat} of ${sub}`).slice(0, 24)}` };
}
