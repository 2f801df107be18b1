/** What an operator's key opens. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallServer } from '../call.server';
import { refusal } from './reply';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** Checks `Authorization: Bearer <key>` in constant time. `of` names the door in the log. */
export function refuseWithoutKey(
	server: CallServer,
	request: Request,
	address: string,
	{ of, key }: { of: string; key: string }
): Response | null {
	if (!server.requests.take(address)) {
		server.journal.refusedAgain('capacity.tooFast');
		return refusal(429, 'capacity.tooFast', 'too many requests from this address');
	}
	if (timingSafeEqual(sha256(request.headers.get('authorization') ?? ''), sha256(`Bearer ${key}`))) return null;
	server.journal.refused(of, 'auth.forbidden', 'wrong key');
	return refusal(401, 'auth.forbidden', 'wrong key');
}
