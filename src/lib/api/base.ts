/**
 * The path below which the app lives, as it was built: `''` or e.g. `/call-app`. Pages and routes ask `resolve` of SvelteKit; this is for
 * what knows no SvelteKit. Vite's constant, which SvelteKit sets: https://vite.dev/guide/env-and-mode
 */
export const BASE_PATH = import.meta.env.BASE_URL.replace(/\/$/, '');
