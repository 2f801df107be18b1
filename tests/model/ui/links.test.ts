import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../src/lib/ui/chat/links';

const linksIn = (text: string) => partsOf(text).flatMap(({ href }) => href ?? []);

test('an address between words becomes a link, and all of the text is kept', () => {
	const text = 'Look: https://example.org/a?b=1#c and http://example.com, please.';
	expect(partsOf(text)).toEqual([
		{ text: 'Look: ', href: null },
		{ text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
		{ text: ' and ', href: null },
		{ text: 'http://example.com', href: 'http://example.com/' },
		{ text: ', please.', href: null }
	]);
	expect(partsOf('').map(({ text }) => text)).toEqual([]);
});

test.each([
	['(see https://example.org/a)', 'https://example.org/a'],
	['https://en.wikipedia.org/wiki/Rust_(fungus)', 'https://en.wikipedia.org/wiki/Rust_(fungus)'],
	['(https://en.wikipedia.org/wiki/Rust_(fungus)).', 'https://en.wikipedia.org/wiki/Rust_(fungus)'],
	['看 https://example.org/页面。', 'https://example.org/%E9%A1%B5%E9%9D%A2'],
	['HTTPS://EXAMPLE.ORG/Path', 'https://example.org/Path'],
	['“https://example.org”', 'https://example.org/']
])('what ends the sentence is no part of the address: %s', (text, href) => {
	expect(linksIn(text)).toEqual([href]);
});

describe('no link becomes of', () => {
	test.each([
		['a script', 'javascript:alert(1)'],
		['a script behind an address', 'javascript:alert(1)//https'],
		['data', 'data:text/html,<script>alert(1)</script>'],
		['a file', 'file:///etc/passwd'],
		['another protocol', 'ftp://example.org'],
		['another protocol that ends like one', 'xhttps://example.org'],
		['no host', 'https://'],
		['a host that is none', 'https://[::'],
		['a name that looks like the host', 'https://bank.example@evil.example/'],
		['a name and a password', 'https://a:b@evil.example/'],
		['words', 'example.org']
	])('%s', (_, text) => {
		expect(partsOf(text)).toEqual([{ text, href: null }]);
	});
});

test('markup is text, and an address in it ends where the markup goes on', () => {
	const text = '<a href="https://example.org/x" onclick="alert(1)">https://bank.example</a>';
	expect(linksIn(text)).toEqual(['https://example.org/x', 'https://bank.example/']);
	expect(
		partsOf(text)
			.map((part) => part.text)
			.join('')
	).toBe(text);
});

test('characters that turn the direction of text around are no part of an address', () => {
	expect(linksIn('https://example.org/\u202Egpj.exe')).toEqual(['https://example.org/']);
});
