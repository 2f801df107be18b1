/** The oldest browsers: those that pages are built for are those that README names, each tested or marked as untested. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
/** How README calls them. */
const NAMES = { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox', safari: 'Safari on a Mac', ios: 'iPhone' } as const;

const BUILT_FOR = [...(/BROWSERS = \[(.*)\]/.exec(read('vite.config.ts'))?.[1] ?? '').matchAll(/'([a-z]+)([\d.]+)'/g)];
const [, SECTION = ''] = /## Supported browsers\n(.*?)\n## /s.exec(read('README.md')) ?? [];
const ROWS = SECTION.split('\n').filter((line) => /\d/.test(line) && line.startsWith('|'));

test.each(BUILT_FOR.map(([, name, version]) => [name ?? '', version ?? '']))(
	'README names %s and its version %s, and says whether it is tested',
	(name, version) => {
		const row = ROWS.find((line) => line.includes(NAMES[name as keyof typeof NAMES]));
		const [, , from, tested] = row?.split('|') ?? [];
		expect(from?.replace('iOS', '').trim()).toBe(version);
		expect(tested?.trim()).toMatch(/^(yes|no|only)\b/);
	}
);

test('README names no other', () => expect(ROWS).toHaveLength(BUILT_FOR.length));
