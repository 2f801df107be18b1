/**
 * Whose `userID` it is. A tab keeps a secret, its seat; its `userID` is the seat's SHA-256. To show a seat is to prove that the
 * `userID` is yours: finding another seat for someone's `userID` means inverting 128 bits of SHA-256.
 *
 * The server adds no signature of its own: without a configured secret it would not survive a restart, and the tabs of a
 * running call must come back under the same `userID`. All it could prevent is a tab making up its own seat, which gives
 * that tab nothing but a `userID` nobody else has.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Seat {
	readonly seat: string;
	readonly userID: string;
}

const SHAPE = /^[A-Za-z0-9_-]{32}$/;

export const newSeat = (): Seat => seated(randomBytes(24).toString('base64url'));

/** `null` when it is not a seat. */
export const seatOf = (seat: string): Seat | null => (SHAPE.test(seat) ? seated(seat) : null);

function seated(seat: string): Seat {
	const hash = createHash('sha256').update(`video-call seat ${seat}`).digest('hex');
	return { seat, userID: `u${hash.slice(0, 32)}` };
}
