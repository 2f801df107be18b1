/** However a call ends: the page says why, and what to do next, in both languages. */
import { vi } from 'vitest';
import type { CallEnd } from '../../../machines/call/types';
import { endWords } from '../../../src/lib/ui/words';
import { locales, overwriteGetLocale } from '../../../src/lib/paraglide/runtime.js';

/** The advice to someone whose browser blocks a device names the browser. */
vi.stubGlobal('navigator', { userAgent: 'Chrome/140' });

export function checkWords(end: CallEnd): void {
	const { what, advice, next } = endWords(end);
	const texts = locales.flatMap((locale) => {
		overwriteGetLocale(() => locale);
		return [what({ device: 'camera' }), advice({ device: 'camera' })];
	});
	const isSaid = texts.length === 2 * locales.length && new Set(texts).size === texts.length && !texts.includes('');
	if (!isSaid || !['retry', 'reload', 'newCall', 'home'].includes(next))
		throw new Error(`Nobody has words for ${JSON.stringify(end)}: ${JSON.stringify(texts)}`);
}
