import { clientAddress } from '$lib/server/http/client';
import { getMetrics } from '$lib/server/http/metrics';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	getMetrics(callServer(), event.request, clientAddress(callServer(), event));
