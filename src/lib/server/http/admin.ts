/**
 * What the operator and the hosts of a room may do: end it, lock it, ask one person to mute, remove one person. The operator shows
 * `ADMIN_KEY`, a host the room token that their page has. Local engine only; ZEGO has its own.
 */
import type { CallServer } from '../call.server';
import { isKey, refuseWithoutKey } from './key';
import { noContent, refusal } from './reply';

const refuseUnlessHost = (server: CallServer, request: Request, address: string, roomID: string): Response | null =>
	refuseWithoutKey(server, request, address, {
		of: 'admin',
		opens: (shown) => isKey(server.config.adminKey, shown) || server.rooms.isHost(shown, roomID)
	});

const noRoom = () => refusal(404, 'config.roomID', 'no such room');
const noUser = () => refusal(404, 'config.userID', 'no such user in that room');

/** `DELETE /api/rooms/:roomID` */
export function deleteRoom(server: CallServer, request: Request, address: string, roomID: string): Response {
	const refused = refuseUnlessHost(server, request, address, roomID);
	return refused ?? (server.rooms.endRoom(roomID) ? noContent() : noRoom());
}

/** `PUT` and `DELETE /api/rooms/:roomID/lock` */
export function setLock(
	server: CallServer,
	request: Request,
	address: string,
	{ roomID, locked }: { roomID: string; locked: boolean }
): Response {
	const refused = refuseUnlessHost(server, request, address, roomID);
	return refused ?? (server.rooms.setLocked(roomID, locked) ? noContent() : noRoom());
}

/** `POST /api/rooms/:roomID/users/:userID/mute-request`: only the person turns their microphone off. */
export function postMuteRequest(
	server: CallServer,
	request: Request,
	address: string,
	{ roomID, userID }: { roomID: string; userID: string }
): Response {
	const refused = refuseUnlessHost(server, request, address, roomID);
	return refused ?? (server.rooms.requestMute(roomID, userID) ? noContent() : noUser());
}

/** `DELETE /api/rooms/:roomID/users/:userID`. With access control, only a later token of the operator's login lets them in again. */
export function deleteUser(
	server: CallServer,
	request: Request,
	address: string,
	{ roomID, userID }: { roomID: string; userID: string }
): Response {
	const refused = refuseUnlessHost(server, request, address, roomID);
	if (refused) return refused;
	if (!server.rooms.kick(roomID, userID)) return noUser();
	server.access?.remove(roomID, userID);
	return noContent();
}
