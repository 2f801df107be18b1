import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: {
		runes: true
	},
	kit: {
		// The server knows its few routes; browsers need not be told how to find them.
		router: { resolution: 'server' },
		adapter: adapter(),
		alias: { $machines: 'machines' },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				// Two style attributes: SvelteKit hides its announcer of page titles with one (generated/root.svelte), Svelte
				// wraps a component that is given a custom property, the minimap of /inspect, in `display: contents`.
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
