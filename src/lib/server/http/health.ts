import type { CallServer } from '../call.server';
import { reply } from './reply';

/**
 * `GET /healthz`: 200 with what is in use, 503 while the server shuts down. A full server answers 200 all the same: its rooms go on,
 * and a balancer that took it out would end them.
 */
export function getHealth({ rooms }: CallServer): Response {
	const { stats, saturation } = rooms;
	if (rooms.isClosing) return reply({ status: 'closing', ...stats, saturation }, 503);
	return reply({ status: saturation < 1 ? 'ok' : 'full', ...stats, saturation });
}
