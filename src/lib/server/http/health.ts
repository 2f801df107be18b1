import type { CallServer } from '../call.server';
import { reply } from './reply';

/** `GET /healthz`: 200 with the number of rooms and members, 503 while the server shuts down. */
export function getHealth(server: CallServer): Response {
	return server.rooms.isClosing
		? reply({ status: 'closing', ...server.rooms.stats }, 503)
		: reply({ status: 'ok', ...server.rooms.stats });
}
