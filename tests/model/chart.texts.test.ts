/** What browsers load of the charts has no texts, and is otherwise the same code at the same place. */
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { withoutTexts } from '../../src/vite/chart.texts';

const without = (code: string) => withoutTexts(parseSync('chart.js', code).program, code);

test('descriptions, and the reasons for ignoring an event, go', () => {
	const code = `states({ a: { description: 'Here.', on: { x: ignored('Late.'), y: [{ target: 'b', description: 'There.' }] } } })`;
	expect(without(code).replaceAll(/\s/g, '')).toBe(`states({a:{on:{x:ignored(),y:[{target:'b',}]}}})`);
});

test('a description that is a value stays', () => {
	const code = `send({ description: answer, other: { description } })`;
	expect(without(code)).toBe(code);
});

test('every line and column stays', () => {
	const code = `const a = { description:\n\t\t'Here.',\n\tb: 1 };`;
	const left = without(code);
	expect(left.split('\n').map((line) => line.length)).toEqual(code.split('\n').map((line) => line.length));
	expect(left.indexOf('b: 1')).toBe(code.indexOf('b: 1'));
});
