import { clientAddress } from '$lib/server/http/client';
import { setLock } from '$lib/server/http/admin';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const PUT: RequestHandler = (event) =>
	setLock(callServer(), event.request, clientAddress(callServer(), event), { ...event.params, locked: true });

export const DELETE: RequestHandler = (event) =>
	setLock(callServer(), event.request, clientAddress(callServer(), event), { ...event.params, locked: false });
