import { postToken } from '$lib/server/http/token';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, getClientAddress }) =>
	postToken(callServer(), request, getClientAddress());
