import { building } from '$app/environment';
import { resolve as pathOf } from '$app/paths';
import { BASE_PATH } from '$lib/api/base';
import { m } from '$lib/paraglide/messages.js';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { isRoomID, parseInvite } from '$lib/api/room';
import { textsURL } from '$lib/api/texts';
import { callServer } from '$lib/server/instance';
import { profileOf } from '$lib/server/profile';
import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';

/** Reads the configuration, so that a wrong one is reported at the start and not at the first request. */
export const init: ServerInit = () => {
	if (!building) callServer();
};

/** ZEGO's SDK connects to servers whose names it finds out itself, so no list of them can be given. */
const allowEngine = (policy: string) =>
	callServer().config.engine === 'zego'
		? policy.replace("connect-src 'self'", "connect-src 'self' https: wss:")
		: policy;

/** What no page here uses, so that no script that gets in can. */
const UNUSED = ['geolocation', 'hid', 'midi', 'payment', 'serial', 'usb'];
const PERMISSIONS = UNUSED.map((feature) => `${feature}=()`).join(', ');
const A_YEAR = 31_536_000;

/** No referrer goes to other sites, because whoever knows a call's address can join it. */
const withSecurityHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const policy = response.headers.get('content-security-policy');
	if (policy !== null) response.headers.set('content-security-policy', allowEngine(policy));
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('permissions-policy', PERMISSIONS);
	// Over http to another host, browsers refuse this header with an error.
	if (event.url.protocol === 'https:') response.headers.set('cross-origin-opener-policy', 'same-origin');
	// With its self-made certificate the app is for a test on the local network, which may go back to http.
	if (event.url.protocol === 'https:' && !callServer().config.https)
		response.headers.set('strict-transport-security', `max-age=${A_YEAR}`);
	return response;
};

/** Caches keep a page for each language: what `strategy` in `vite.config.ts` reads it from. */
const LANGUAGE_HEADERS = 'accept-language, cookie';

/** Its texts come with the page's scripts, and not only when these ask for them. */
const preloaded = (url: string | null) =>
	url === null ? '' : `<link rel="preload" href="${url}" as="fetch" crossorigin>`;

/** Renders the page in the reader's language, sets `lang`, and says what is read where no script of the page runs. */
const withLocale: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		const words = {
			lang: locale,
			texts: preloaded(textsURL(locale)),
			outdated: m.browser_outdated({}, { locale }),
			unloaded: m.page_unloaded({}, { locale })
		};
		const response = await resolve(event, {
			transformPageChunk: ({ html }) =>
				html.replace(/%(lang|texts|outdated|unloaded)%/g, (_, name: keyof typeof words) => words[name])
		});
		if (response.headers.get('content-type')?.startsWith('text/html'))
			response.headers.append('vary', LANGUAGE_HEADERS);
		return response;
	});

const MARKUP: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;' };

const escapedProfile = () =>
	JSON.stringify(profileOf(callServer().config)).replace(/[&"<]/g, (sign) => MARKUP[sign] ?? sign);

/** A link that a chat or a mail program changed, such as one with the full stop of its sentence, leads to its room. */
const withInvite: Handle = ({ event, resolve }) => {
	const [, code] = /^\/call\/([^/]+)$/.exec(event.url.pathname.slice(BASE_PATH.length)) ?? [];
	const roomID = code === undefined || isRoomID(code) ? null : parseInvite(code);
	if (roomID === null) return resolve(event);
	// Thrown, as Kit's own redirect is, it would have none of the security headers.
	const location = pathOf('/call/[roomID=roomID]', { roomID }) + event.url.search;
	return new Response(null, { status: 303, headers: { location } });
};

/** Writes the profile into every page, so that a call starts without a request for it. */
const withProfile: Handle = ({ event, resolve }) =>
	resolve(event, { transformPageChunk: ({ html }) => html.replace('%profile%', escapedProfile) });

export const handle = sequence(withSecurityHeaders, withInvite, withLocale, withProfile);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) callServer().log.error({ err: error, route: event.route.id }, 'request failed');
	return { message };
};
