import { getHealth } from '$lib/server/http/health';
import { callServer } from '$lib/server/instance';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => getHealth(callServer());
