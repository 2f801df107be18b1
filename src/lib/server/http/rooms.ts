/** What a host may do from outside: `DELETE /api/rooms/:roomID` and `DELETE /api/rooms/:roomID/users/:userID`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallServer } from '../call.server';
import { refusal } from './reply';

/** The right key in `Authorization: Bearer`, compared in constant time. Without a configured key the API does not exist. */
function forbidden(server: CallServer, request: Request, address: string): Response | null {
	const { adminKey } = server.config;
	if (adminKey === null) return refusal(404, 'auth.forbidden', 'no ADMIN_KEY is configured');
	if (!server.requests.take(address)) return refusal(429, 'capacity.tooFast', 'too many requests from this address');
	const hash = (text: string) => createHash('sha256').update(text).digest();
	if (timingSafeEqual(hash(request.headers.get('authorization') ?? ''), hash(`Bearer ${adminKey}`))) return null;
	server.log.warn({ of: 'admin', code: 'auth.forbidden' }, 'refused');
	return refusal(401, 'auth.forbidden', 'wrong key');
}

const done = () => new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });

export function deleteRoom(server: CallServer, request: Request, address: string, roomID: string): Response {
	const refused = forbidden(server, request, address);
	if (refused) return refused;
	return server.rooms.endRoom(roomID) ? done() : refusal(404, 'config.roomID', 'no such room');
}

export function deleteUser(
	server: CallServer,
	request: Request,
	address: string,
	{ roomID, userID }: { roomID: string; userID: string }
): Response {
	const refused = forbidden(server, request, address);
	if (refused) return refused;
	return server.rooms.kick(roomID, userID) ? done() : refusal(404, 'config.userID', 'no such user in that room');
}
