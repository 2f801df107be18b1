/** A text that a page fills in itself says the same as the message that Paraglide compiles of it. */
import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { m } from '../../src/lib/paraglide/messages.js';
import { fill } from '../../src/lib/ui/fill';

/** Whatever a message asks for, its name in capitals; one that looks like an input of a text, and one that is no text. */
const inputs = new Proxy({}, { get: (_, name) => (name === 'count' ? 3 : `{${String(name).toUpperCase()}}`) });

test.each(Object.entries({ en, zh }))('in %s', (locale, file) => {
	const { $schema: _, ...texts } = file;
	const compiled = m as unknown as Record<string, (inputs: object, options: { locale: string }) => string>;
	const said = Object.keys(texts).map((name) => [name, compiled[name]?.(inputs, { locale })]);
	expect(Object.fromEntries(said)).toEqual(
		Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, inputs)]))
	);
});
