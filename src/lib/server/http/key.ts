/** What a key, or the token of a host, opens. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallServer } from '../call.server';
import { refusal } from './reply';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** In constant time. `null`: no key is configured. */
export const isKey = (key: string | null, shown: string): boolean =>
	key !== null && timingSafeEqual(sha256(shown), sha256(key));

/** Asks `opens` about what `Authorization: Bearer …` shows. `of` names the door in the log. */
export function refuseWithoutKey(
	server: CallServer,
	request: Request,
	address: string,
	{ of, opens }: { of: string; opens: (shown: string) => boolean }
): Response | null {
	if (!server.requests.take(address)) {
		server.journal.refusedAgain('capacity.tooFast');
		return refusal(429, 'capacity.tooFast', 'too many requests from this address');
	}
	const [, shown = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
	if (opens(shown)) return null;
	server.journal.refused(of, 'auth.forbidden', 'wrong key');
	return refusal(401, 'auth.forbidden', 'wrong key');
}
