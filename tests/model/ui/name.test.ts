/** Names: something to see in each, and no effect on the words beside it. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isVisible, nameProblem, userName } from '../../../src/lib/api/name';
import { initialOf } from '../../../src/lib/ui/person';

test.each([
	['', 'missing'],
	[' \n', 'missing'],
	['\u200B\u200B', 'invisible'],
	['\u3164', 'invisible'],
	['\u2060', 'invisible'],
	['\u2800', 'invisible'],
	['\u00AD \u180E\uFFA0', 'invisible'],
	['\uFE0F\u200D', 'invisible'],
	['\u0301', 'invisible'],
	['\u202E', 'invisible'],
	['n'.repeat(65), 'unfit'],
	['x\u0007y', 'unfit'],
	['x\u2028y', 'unfit'],
	['\uE000', 'unfit']
] as const)('%j is no name: %s', (text, problem) => expect(nameProblem(text)).toBe(problem));

test.each([
	[' Ann ', 'Ann'],
	['Ann\u202Enhoj', 'Annnhoj'],
	['\u2069\u202Eevil\u2066', 'evil'],
	['דנה', 'דנה'],
	['می\u200Cخواهم', 'می\u200Cخواهم'],
	['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
	['❤️', '❤️'],
	['นิด', 'นิด'],
	['!', '!']
])('%j is the name %j', (text, name) => {
	expect(nameProblem(text)).toBeNull();
	expect(v.parse(userName, text)).toBe(name);
});

test('whatever is entered, a name can be seen, and is a name again', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const result = v.safeParse(userName, text);
			expect(result.success).toBe(nameProblem(text) === null);
			if (!result.success) return;
			expect(isVisible(result.output)).toBe(true);
			expect(v.parse(userName, result.output)).toBe(result.output);
		})
	);
});

test.each([
	['ann', 'A'],
	['\u200Bann', 'A'],
	['👩‍👩‍👧‍👦 Family', '👩‍👩‍👧‍👦'],
	['é', 'É']
])('the initial of %j is %j', (name, initial) => expect(initialOf(name)).toBe(initial));

test('where letters cannot be told apart, the initial is a code point', () => {
	const Segmenter = Intl.Segmenter;
	Reflect.deleteProperty(Intl, 'Segmenter');
	try {
		expect(initialOf('\u200Bann')).toBe('A');
	} finally {
		Object.assign(Intl, { Segmenter });
	}
});
