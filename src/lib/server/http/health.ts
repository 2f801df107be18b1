/** `GET /healthz`: whether to send people here, and how many are. */
import type { CallServer } from '../call.server';
import { reply } from './reply';

export function getHealth(server: CallServer): Response {
	return server.rooms.isClosing
		? reply({ status: 'closing', ...server.rooms.stats }, 503)
		: reply({ status: 'ok', ...server.rooms.stats });
}
