/** The words of both languages belong to the same messages and speak of the same things. */
import { expect, test } from 'vitest';
import en from '../../../messages/en.json';
import zh from '../../../messages/zh.json';

const pairs = Object.entries(en)
	.filter(([key]) => key !== '$schema')
	.map(([key, english]) => ({ key, english, chinese: Object.entries(zh).find(([other]) => other === key)?.[1] ?? '' }));
const keysOf = (wrong: typeof pairs) => wrong.map(({ key }) => key);

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
/** The switch names the other language in that language; a numbered device is the same everywhere. */
const ANY_SCRIPT = ['other_language', 'device_numbered'];

test('both languages have the same messages, in the same order', () => {
	expect(Object.keys(zh)).toEqual(Object.keys(en));
});

test('each says something, with the same placeholders', () => {
	expect(keysOf(pairs.filter(({ english, chinese }) => english.trim() === '' || chinese.trim() === ''))).toEqual([]);
	expect(keysOf(pairs.filter(({ english, chinese }) => placeholders(english) !== placeholders(chinese)))).toEqual([]);
});

test('each is written in its own script', () => {
	const own = pairs.filter(({ key }) => !ANY_SCRIPT.includes(key));
	expect(keysOf(own.filter(({ english, chinese }) => isChinese(english) || !isChinese(chinese)))).toEqual([]);
});
