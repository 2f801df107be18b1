import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { basePathOf } from './src/bin/lib/base.path.mjs';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: {
		runes: true
	},
	kit: {
		// Pages ask the server for a route, so they load no list of routes.
		router: { resolution: 'server' },
		adapter: adapter(),
		// The app registers it when it has time.
		serviceWorker: { register: false },
		// Not relative, so that `resolve` gives the same path on the server, also for redirects.
		paths: { base: basePathOf(process.env), relative: false },
		alias: { $machines: 'machines' },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				// WebAssembly, which reduces noise where people choose it; no other `eval`.
				'script-src': ['self', 'wasm-unsafe-eval'],
				// The hashes of two style attributes: SvelteKit hides its announcer of page titles (generated/root.svelte), and Svelte
				// wraps a component with a custom property (the minimap of /inspect) in `display: contents`.
				'style-src': [
					'self',
					'unsafe-hashes',
					'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
					'sha256-tcbDxjMo+xKqM21aCGYbs/QAJqB7yUXC06oPWDapBgc='
				],
				'img-src': ['self', 'data:'],
				'media-src': ['self', 'blob:', 'mediastream:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
