import type { CallServer } from '../call.server';
import { reply } from './reply';

/** `GET /healthz`: 200 with what is in use, 503 while the server shuts down. Full: no further room can begin, those there go on. */
export function getHealth(server: CallServer): Response {
	const { stats, load, isClosing } = server.rooms;
	const { isFull, ...inUse } = load;
	if (isClosing) return reply({ status: 'closing', ...stats, ...inUse }, 503);
	return reply({ status: isFull ? 'full' : 'ok', ...stats, ...inUse });
}
