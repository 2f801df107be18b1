/**
 * Messages as browsers load them: each names its text by a number, and the texts of one language are a file of their own. As
 * Paraglide compiles them, every message brings its texts in all languages and the choice between them: 7 kB more of the call page.
 * Its own splitting by language (`experimentalMiddlewareLocaleSplitting`) needs pages that the server renders, and a call page is none.
 * The server and `npm run dev` have messages as they are compiled.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const LOCALES = ['en', 'zh'];
/** Of pages and parts that a call does not begin with. They bring their few texts along, so that they have no second file to wait for. */
const LATER = /^(inspect_(?!save_failed$)|home_|app_description$|chat_|offline_|switch$|switch_room_lead$|cancel$)/;
const COMPILED = '/paraglide/messages.js';
const ALL = '\0messages';
const FIRST = '\0messages:first';
const ONE = '\0message:';
const IMPORT = `import { write } from '$lib/ui/locale.svelte';`;

type Texts = Record<string, string>;

export function messages(): Plugin {
	const texts = LOCALES.map((locale): Texts => {
		const { $schema: _, ...all } = JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Texts;
		return all;
	});
	const names = Object.keys(texts[0] ?? {});
	const first = names.filter((name) => !LATER.test(name));
	const later = names.filter((name) => LATER.test(name));
	const files = texts.map((all, index) => {
		const source = JSON.stringify(first.map((name) => all[name]));
		const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
		return { fileName: `_app/immutable/texts/${LOCALES[index]}.${hash}.json`, source };
	});
	const codeOf = (id: string): string | null => {
		if (id.endsWith(COMPILED)) return `export * as m from '${ALL}';`;
		if (id === ALL)
			return `export * from '${FIRST}';${later.map((name) => `export { say as ${name} } from '${ONE}${name}';`).join('')}`;
		if (id === FIRST) {
			// Not by their own names, one of which is `switch`.
			const local = first.map((_, at) => `m${at}`);
			const exported = first.map((name, at) => `m${at} as ${name}`);
			return `${IMPORT}
				const [${local.join()}] = Array.from({ length: ${first.length} }, (_, at) => (inputs) => write(at, inputs));
				export { ${exported.join()} };`;
		}
		if (!id.startsWith(ONE)) return null;
		const all = texts.map((one) => one[id.slice(ONE.length)]);
		return `${IMPORT}\nexport const say = (inputs) => write(${JSON.stringify(all)}, inputs);`;
	};

	return {
		name: 'messages',
		apply: 'build',
		enforce: 'pre',
		config: () => ({
			define: {
				'import.meta.env.TEXT_FILES': JSON.stringify(
					Object.fromEntries(files.map(({ fileName }, index) => [LOCALES[index], fileName]))
				)
			}
		}),
		applyToEnvironment: ({ name }) => name === 'client',
		resolveId: (id) => (id === ALL || id === FIRST || id.startsWith(ONE) ? id : null),
		load(id) {
			const code = codeOf(id);
			return code === null ? null : { code, moduleSideEffects: false };
		},
		generateBundle() {
			for (const { fileName, source } of files) this.emitFile({ type: 'asset', fileName, source });
		}
	};
}
