import { clientAddress } from '$lib/server/http/client';
import { postMuteRequest } from '$lib/server/http/admin';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
	postMuteRequest(callServer(), event.request, clientAddress(callServer(), event), event.params);
