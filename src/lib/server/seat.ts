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

const SHAPE = /^[A-Za-z0-9_-]{32}$/;

export const newSeat = (): Seat => seated(randomBytes(24).toString('base64url'));

/** The seat with its `userID`; `null` when the text is not a seat. */
export const seatOf = (seat: string): Seat | null => (SHAPE.test(seat) ? seated(seat) : null);

function seated(seat: string): Seat {
	const hash = createHash('sha256').update(`video-call seat ${seat}`).digest('hex');
	return { seat, userID: `u${hash.slice(0, 32)}` };
}
