import { asset, resolve } from '$app/paths';
import { m } from '$lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

const icon = (src: string, sizes: string, type: string, purpose: 'any' | 'maskable' = 'any') => ({
	src,
	sizes,
	type,
	purpose
});

/** What browsers need to install the app: https://www.w3.org/TR/appmanifest/ */
export const GET: RequestHandler = () => {
	const home = resolve('/');
	const manifest = {
		id: home,
		start_url: home,
		scope: home,
		name: m.app_name(),
		short_name: m.app_name(),
		description: m.app_description(),
		display: 'standalone',
		background_color: '#f7f3ea',
		theme_color: '#f7f3ea',
		icons: [
			icon(asset('/favicon.svg'), 'any', 'image/svg+xml'),
			icon(asset('/icons/192.png'), '192x192', 'image/png'),
			icon(asset('/icons/512.png'), '512x512', 'image/png'),
			icon(asset('/icons/maskable.png'), '512x512', 'image/png', 'maskable')
		],
		shortcuts: [{ name: m.new_call(), url: resolve('/new') }]
	};
	return new Response(JSON.stringify(manifest), {
		headers: { 'content-type': 'application/manifest+json', vary: 'accept-language, cookie' }
	});
};
