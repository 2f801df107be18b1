import { building } from '$app/environment';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { callServer } from '$lib/server/instance';
import { publicConfig } from '$lib/server/public.config';
import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';

/** A wrong configuration ends the start, not the first request. */
export const init: ServerInit = () => {
	if (!building) callServer();
};

/** ZEGO's SDK asks for its servers under names that it finds out itself. */
const openedForEngine = (policy: string) =>
	publicConfig().engine === 'zego' ? policy.replace("connect-src 'self'", "connect-src 'self' https: wss:") : policy;

/** A room's address is what lets people in: no other site is told it. */
const withSecurityHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const policy = response.headers.get('content-security-policy');
	if (policy !== null) response.headers.set('content-security-policy', openedForEngine(policy));
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('x-content-type-options', 'nosniff');
	return response;
};

/** Words in the reader's language, and `lang` to say which that is. */
const withLocale: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
	});

const MARKUP: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;' };

const profile = () => JSON.stringify(publicConfig()).replace(/[&"<]/g, (sign) => MARKUP[sign] ?? sign);

/** A call begins without asking for the configuration first. */
const withProfile: Handle = ({ event, resolve }) =>
	resolve(event, { transformPageChunk: ({ html }) => html.replace('%profile%', profile) });

export const handle = sequence(withSecurityHeaders, withLocale, withProfile);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) callServer().log.error({ error, route: event.route.id }, 'request failed');
	return { message };
};
