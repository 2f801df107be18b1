import { deleteRoom } from '$lib/server/http/admin';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const DELETE: RequestHandler = ({ request, getClientAddress, params }) =>
	deleteRoom(callServer(), request, getClientAddress(), params.roomID);
