import { clientAddress } from '$lib/server/http/client';
import { deleteUser } from '$lib/server/http/admin';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const DELETE: RequestHandler = (event) =>
	deleteUser(callServer(), event.request, clientAddress(callServer(), event), event.params);
