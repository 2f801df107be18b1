/** Lints components. `oxlint.config.js` lints everything else, and who may import what. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
	globalIgnores(['**/*', '!src/', '!src/**/', '!src/**/*.svelte', '!src/**/*.svelte.ts']),
	{
		files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
		extends: [
			js.configs.recommended,
			ts.configs.strict,
			ts.configs.stylistic,
			svelte.configs.recommended,
			svelte.configs.prettier
		],
		languageOptions: {
			globals: globals.browser,
			parserOptions: { parser: ts.parser, svelteConfig }
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// TypeScript knows better which names exist.
			'no-undef': 'off',
			// `type` says "these fields", `interface` says "something to implement": both have their use.
			'@typescript-eslint/consistent-type-definitions': 'off',
			// An empty function says that there is nothing to do.
			'@typescript-eslint/no-empty-function': 'off',
			'max-lines': ['error', 300]
		}
	},
	{ files: ['**/*.svelte'], rules: { 'max-lines': ['error', 120] } }
);
