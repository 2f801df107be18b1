/**
 * Bundlers keep a module whole: what only the inspector, with Svelte Flow, needs of Svelte's helpers would be in the file
 * that every caller loads. The inspector gets copies of those modules; none of them holds state, the rest is shared.
 */

const INSPECTOR = /\/src\/lib\/inspect\/view\/|\/node_modules\/@xyflow\//;
const HELPERS =
	/\/svelte\/src\/(utils|internal\/(shared\/(utils|attributes|clone)|client\/(index|reactivity\/props|dom\/elements\/(attributes|class|style|bindings\/select))))\.js$/;
const COPY = '?inspector';

/** @returns {import('vite').Plugin} */
export const ownHelpers = () => ({
	name: 'inspectors-own-helpers',
	apply: 'build',
	enforce: 'pre',
	applyToEnvironment: ({ name }) => name === 'client',
	async resolveId(source, importer, options) {
		if (!importer?.endsWith(COPY) && !(source === 'svelte/internal/client' && INSPECTOR.test(importer ?? '')))
			return null;
		const found = await this.resolve(source, importer, { ...options, skipSelf: true });
		return found && HELPERS.test(found.id) ? { ...found, id: found.id + COPY } : found;
	}
});
