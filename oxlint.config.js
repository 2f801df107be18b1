/** Lints scripts, also those inside components, with types outside of them. `eslint.config.js` lints the rest of components. */
import { defineConfig } from 'oxlint';

/** What typescript-eslint's strict and stylistic sets have beyond oxlint's `correctness`. */
const TYPESCRIPT = [
	'adjacent-overload-signatures',
	'array-type',
	'ban-ts-comment',
	'ban-tslint-comment',
	'class-literal-property-style',
	'consistent-generic-constructors',
	'consistent-indexed-object-style',
	'consistent-type-assertions',
	'consistent-type-imports',
	'dot-notation',
	'no-confusing-non-null-assertion',
	'no-deprecated',
	'no-dynamic-delete',
	'no-empty-object-type',
	'no-explicit-any',
	'no-extraneous-class',
	'no-inferrable-types',
	'no-misused-promises',
	'no-mixed-enums',
	'no-namespace',
	'no-non-null-asserted-nullish-coalescing',
	'no-non-null-assertion',
	'no-require-imports',
	'no-unnecessary-boolean-literal-compare',
	'no-unnecessary-condition',
	'no-unnecessary-template-expression',
	'no-unnecessary-type-arguments',
	'no-unnecessary-type-assertion',
	'no-unnecessary-type-constraint',
	'no-unnecessary-type-conversion',
	'no-unnecessary-type-parameters',
	'no-unsafe-enum-assignment',
	'no-unsafe-enum-comparison',
	'no-unsafe-function-type',
	'non-nullable-type-assertion-style',
	'prefer-find',
	'prefer-for-of',
	'prefer-function-type',
	'prefer-includes',
	'prefer-literal-enum-member',
	'prefer-nullish-coalescing',
	'prefer-optional-chain',
	'prefer-reduce-type-parameter',
	'prefer-regexp-exec',
	'prefer-return-this-type',
	'prefer-string-starts-ends-with',
	'related-getter-setter-pairs',
	'restrict-plus-operands',
	'unified-signatures',
	'use-unknown-in-catch-callback-variable'
];
/** Values of type `any`. */
const UNSAFE = [
	'no-unsafe-argument',
	'no-unsafe-assignment',
	'no-unsafe-call',
	'no-unsafe-member-access',
	'no-unsafe-return'
];
/** What ESLint's recommended set has beyond `correctness`. */
const JAVASCRIPT = [
	'eqeqeq',
	'no-array-constructor',
	'no-case-declarations',
	'no-empty',
	'no-fallthrough',
	'no-prototype-builtins',
	'no-regex-spaces',
	'no-unexpected-multiline',
	'no-useless-assignment',
	'no-useless-constructor',
	'no-var',
	'prefer-const',
	'prefer-rest-params',
	'prefer-spread',
	'preserve-caught-error'
];

/** @param {string[]} names @param {'error' | 'off'} severity */
const typescript = (names, severity = 'error') =>
	Object.fromEntries(names.map((name) => [`typescript/${name}`, severity]));
/** @param {number} max @returns {['error', number]} */
const atMost = (max) => ['error', max];

const FOLDERS = ['api', 'engine', 'call', 'ui', 'inspect', 'app', 'server', 'paraglide', 'routes'];
/** What also runs without SvelteKit: in Node, in another app. */
const NO_KIT = {
	regex: String.raw`^(\$app/|\$env/|@sveltejs/)`,
	message: 'No SvelteKit here: it belongs into the app, its pages and hooks.'
};
/** The server answers SvelteKit's requests, and also runs in Vite and in tests. */
const NO_KIT_BUT_TYPES = [
	{ regex: String.raw`^\$(app|env)/`, message: NO_KIT.message },
	{ regex: '^@sveltejs/', allowTypeImports: true, message: 'Of SvelteKit only types.' }
];
/** `$app/paths` and `$app/environment` are constants: where pages are, and what was built. */
const NO_KIT_BUT_CONSTANTS = {
	regex: String.raw`^(\$app/[^ep]|\$env/|@sveltejs/)`,
	message:
		'Of SvelteKit only $app/paths and $app/environment: the page and its navigation belong to the app and its pages.'
};
/** Hooks and matchers of parameters. */
const NO_ENTRY = {
	regex: String.raw`/(hooks\.(client|server)|params/\w+)(\.ts)?$`,
	message: 'Only SvelteKit itself calls this.'
};
const NO_ROUTES = { regex: '/routes/', message: 'Only SvelteKit itself opens pages.' };
const NO_SVELTE = { regex: String.raw`^(svelte|@xstate/svelte|@xyflow/svelte)(/|$)`, message: 'No framework here.' };

/**
 * Which folders below `src/lib` these files may import, besides their own and `machines`.
 * @param {string} files
 * @typedef {{ regex: string, message: string, allowTypeImports?: boolean }} Pattern
 * @param {{ folders: string[], never?: Pattern[] }} allowed
 */
const mayImport = (files, { folders, never = [] }) => {
	const own = /^src\/lib\/(\w+)/.exec(files)?.[1];
	const denied = FOLDERS.filter((folder) => folder !== own && !folders.includes(folder)).join('|');
	const patterns = [
		{
			regex: String.raw`(^\$lib|\.\.|/lib)/(${denied})(/|$)`,
			message: `Allowed here: ${['machines', ...folders].join(', ')}.`
		},
		NO_ENTRY,
		...never
	];
	/** @type {['error', { patterns: Pattern[] }]} */
	const rule = ['error', { patterns }];
	return { files: [files], rules: { 'no-restricted-imports': rule } };
};
const onlyOf = (/** @type {string} */ folder, /** @type {string} */ denied) => ({
	regex: String.raw`/${folder}/(${denied})`,
	message: `Another part of ${folder} is meant to be used here.`
});

export default defineConfig({
	plugins: ['typescript', 'import', 'oxc'],
	categories: { correctness: 'error' },
	options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
	ignorePatterns: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'coverage/', 'reports/'],
	rules: {
		...Object.fromEntries(JAVASCRIPT.map((name) => [name, 'error'])),
		...typescript([...TYPESCRIPT, ...UNSAFE]),
		'import/no-cycle': ['error', { ignoreTypes: false }],
		'typescript/no-confusing-void-expression': [
			'error',
			{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
		],
		// Of strings only; XState types them as `any`.
		'typescript/require-array-sort-compare': 'off',
		// The port's operations are rejected with a failure, which is data.
		'typescript/only-throw-error': ['error', { allow: [{ from: 'file', name: 'Failure' }] }],
		'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
		'typescript/return-await': ['error', 'error-handling-correctness-only'],
		'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
	},
	overrides: [
		{
			// These rules don't see the casts that JSDoc makes; the compiler does.
			files: ['**/*.{js,mjs}'],
			rules: typescript(UNSAFE, 'off')
		},
		{
			// Tests read what XState and the browser type as `any`, and take functions off objects to wrap them.
			files: ['tests/**'],
			rules: typescript([...UNSAFE, 'unbound-method'], 'off')
		},
		{ files: ['machines/**', 'src/**'], rules: { 'max-lines': atMost(300) } },
		{ files: ['machines/engine.ts'], rules: { 'max-lines': atMost(115) } },
		{ files: ['src/lib/{engine,server}/**'], rules: { 'max-lines': atMost(250) } },
		{
			files: ['machines/**'],
			rules: {
				'no-restricted-imports': [
					'error',
					{
						patterns: [
							{ regex: String.raw`^([^.x]|x[^s])|/src/`, message: 'A chart imports xstate and its neighbours.' }
						]
					}
				]
			}
		},
		{
			files: ['tests/world/machines/**'],
			rules: {
				'no-restricted-imports': [
					'error',
					{
						patterns: [
							{ regex: String.raw`^([^.x]|x[^s])|\.\./`, message: 'The environment knows nothing of the app.' }
						]
					}
				]
			}
		},
		mayImport('src/lib/api/**', { folders: [], never: [NO_SVELTE, NO_KIT] }),
		mayImport('src/lib/server/**', { folders: ['api'], never: [NO_SVELTE, ...NO_KIT_BUT_TYPES] }),
		mayImport('src/lib/engine/**', { folders: ['api'], never: [NO_SVELTE, NO_KIT] }),
		mayImport('src/lib/call/**', {
			folders: ['engine'],
			never: [NO_SVELTE, NO_KIT, onlyOf('engine', '[^m]')]
		}),
		mayImport('src/lib/ui/**', {
			folders: ['api', 'engine', 'call', 'paraglide'],
			never: [NO_KIT_BUT_CONSTANTS, onlyOf('engine', '[^m]')]
		}),
		mayImport('src/lib/inspect/**', {
			folders: ['api', 'engine', 'call', 'ui', 'paraglide'],
			// Of the local engine its charts, which are in folders of their own.
			never: [NO_KIT_BUT_CONSTANTS, onlyOf('engine', String.raw`(zego|capture|load|local/[^/]+$)`)]
		}),
		mayImport('src/lib/app/**', { folders: ['api', 'engine', 'call', 'ui', 'inspect', 'paraglide'] }),
		mayImport('src/routes/**', { folders: FOLDERS.filter((folder) => folder !== 'engine') }),
		mayImport('src/hooks.client.*', { folders: ['api', 'app', 'ui'], never: [NO_ROUTES] }),
		mayImport('src/hooks.server.*', { folders: ['api', 'server', 'paraglide'], never: [NO_ROUTES] }),
		mayImport('src/params/**', { folders: ['api'], never: [NO_ROUTES] })
	]
});
