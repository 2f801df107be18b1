/** The host's API: end a room, remove one person. Local engine only; ZEGO has its own. */
import type { CallServer } from '../call.server';
import { refuseWithoutKey } from './key';
import { noContent, refusal } from './reply';

/** Without a configured key the API does not exist. */
function refuseUnlessHost(server: CallServer, request: Request, address: string): Response | null {
	const { adminKey } = server.config;
	if (adminKey === null) return refusal(404, 'auth.forbidden', 'no ADMIN_KEY is configured');
	return refuseWithoutKey(server, request, address, { of: 'admin', key: adminKey });
}

/** `DELETE /api/rooms/:roomID` */
export function deleteRoom(server: CallServer, request: Request, address: string, roomID: string): Response {
	const refused = refuseUnlessHost(server, request, address);
	if (refused) return refused;
	return server.rooms.endRoom(roomID) ? noContent() : refusal(404, 'config.roomID', 'no such room');
}

/** `DELETE /api/rooms/:roomID/users/:userID` */
export function deleteUser(
	server: CallServer,
	request: Request,
	address: string,
	{ roomID, userID }: { roomID: string; userID: string }
): Response {
	const refused = refuseUnlessHost(server, request, address);
	if (refused) return refused;
	return server.rooms.kick(roomID, userID) ? noContent() : refusal(404, 'config.userID', 'no such user in that room');
}
