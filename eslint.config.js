import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Who may import what: `machines` knows nobody, pages know no engine, the browser never sees the server. */
const ONLY_XSTATE = {
	regex: String.raw`^(?!xstate(/|$)|\./)`,
	message: 'A chart imports xstate and its neighbours, nothing else.'
};
const NO_ENGINE = {
	regex: String.raw`engine/(local|zego|simulated)/`,
	message: 'Pages and components know the port and the view, not an engine.'
};
const NO_SERVER = {
	regex: String.raw`(^\$lib/|/)server(/|$)`,
	message: 'Code for the browser never imports the server.'
};
/** @param {...{ regex: string, message: string }} patterns @returns {import('eslint').Linter.RulesRecord} */
const mayNotImport = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
/** @param {number} max @returns {import('eslint').Linter.RulesRecord} */
const atMost = (max) => ({ 'max-lines': ['error', max] });

export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', 'node_modules/', 'src/lib/paraglide/', 'coverage/', 'reports/']),
	js.configs.recommended,
	ts.configs.strictTypeChecked,
	ts.configs.stylisticTypeChecked,
	svelte.configs.recommended,
	svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// TypeScript knows better which names exist.
			'no-undef': 'off',
			eqeqeq: 'error',
			// `type` says "these fields", `interface` says "something to implement": both have their use.
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
			],
			// The port's operations are rejected with a failure, which is data.
			'@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'file', name: 'Failure' }] }],
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
			// An empty function says that there is nothing to do; `promise<void, …>()` that there is nothing to return.
			'@typescript-eslint/no-empty-function': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			// `async` makes a function that throws one that rejects, as a port's operation has to.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		// These rules don't see the casts that JSDoc makes; the compiler does.
		files: ['**/*.{js,mjs}'],
		rules: {
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off'
		}
	},
	{
		// Tests read what XState and the browser type as `any`, and take functions off objects to wrap them.
		files: ['tests/**/*.ts'],
		rules: {
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/unbound-method': 'off'
		}
	},
	{ files: ['machines/**'], rules: mayNotImport(ONLY_XSTATE) },
	{ files: ['src/lib/{call,engine,inspect}/**'], rules: mayNotImport(NO_SERVER) },
	{ files: ['src/lib/ui/**', 'src/routes/**'], rules: mayNotImport(NO_SERVER, NO_ENGINE) },
	{ files: ['src/routes/**/+*server.ts'], rules: mayNotImport(NO_ENGINE) },
	{ files: ['machines/**/*.machine.ts'], rules: atMost(300) },
	{ files: ['machines/engine.ts'], rules: atMost(90) },
	{ files: ['src/lib/{engine,server}/**'], rules: atMost(250) },
	{ files: ['**/*.svelte'], rules: atMost(120) }
);
