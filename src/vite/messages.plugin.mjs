/**
 * Paraglide makes three functions of a message: two with its texts and one that chooses. Vite's minifier does not put
 * the texts where they are used, so that every message of the call page costs a dozen bytes more.
 */

const MESSAGE = /\/paraglide\/messages\/\w+\.js$/;
/** `const en_end_call = () => { return (`End call`) };` between type comments; a text with inputs stays a function. */
const TEXT = /const (\w+) = \/\*\*[^;]*?\*\/ \(\) => \{\s*return \/\*\*[^;`]*?\*\/ \((`[^`]*`)\)\s*\};/g;

/** @param {string} code a message as Paraglide compiles it */
export const withTextsInside = (code) =>
	[...code.matchAll(TEXT)].reduce(
		(rest, [whole, name = '', text = '']) => rest.replace(whole, '').replace(`${name}(inputs)`, () => text),
		code
	);

/** @returns {import('vite').Plugin} */
export const leanMessages = () => ({
	name: 'lean-messages',
	apply: 'build',
	applyToEnvironment: ({ name }) => name === 'client',
	transform: {
		filter: { id: MESSAGE },
		handler: (code) => ({ code: withTextsInside(code), map: null })
	}
});
