import { clientAddress } from '$lib/server/http/client';
import { postToken } from '$lib/server/http/token';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
	postToken(callServer(), event.request, clientAddress(callServer(), event));
