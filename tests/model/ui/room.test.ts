/** Room codes: unguessable when made, forgiving when read, refused when they are none. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRoomID, newRoomID, parseInvite } from '../../../src/lib/api/room';

test('a new code is a room ID of a hundred random bits, never the same twice', () => {
	const codes = Array.from({ length: 1_000 }, newRoomID);
	for (const code of codes) expect(code).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
	expect(codes.every(isRoomID)).toBe(true);
	expect(new Set(codes).size).toBe(codes.length);
	expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

test.each([
	['team-standup', 'team-standup'],
	['  team_standup\n', 'team_standup'],
	['https://example.org/call/team-standup', 'team-standup'],
	['https://example.org/call/call/abc', 'abc'],
	['https://example.org/call/team/call/abc-def?name=Ann', 'abc-def'],
	['Join https://example.org/call/call.', 'call'],
	['example.org:3000/call/team-standup?name=Ann#x', 'team-standup'],
	['Join me: http://localhost:3000/call/team-standup !', 'team-standup'],
	['<https://example.org/call/abc>', 'abc'],
	['https://example.org/call/abc.', 'abc'],
	['(see https://example.org/call/abc)', 'abc'],
	['“https://example.org/call/abc”，快来', 'abc'],
	['[our call](https://example.org/call/abc-def)', 'abc-def'],
	['<a href="https://example.org/call/abc">', 'abc'],
	['https://example.org/call/abc?name=Ann).', 'abc'],
	['https://mail.example/?url=https%3A%2F%2Fexample.org%2Fcall%2Fabc-def&data=1', 'abc-def'],
	['abcde\u2011fghij', 'abcde-fghij'],
	['abcde\u2013fghij.', 'abcde-fghij'],
	['https://example.org/call/abcde%E2%80%91fghij', 'abcde-fghij'],
	['\u200Babc\u00ADde\u2060f', 'abcdef'],
	['ａｂｃ－ｄｅｆ', 'abc-def'],
	['"abc-def",', 'abc-def'],
	['100%-team: https://example.org/call/abc', 'abc']
])('%j names a room', (text, room) => expect(parseInvite(text)).toBe(room));

test.each([
	'',
	'ab',
	'two words',
	'https://example.org/',
	'https://example.org/call/',
	'<b>bold</b>',
	'😀😀😀',
	'غرفة',
	'https://example.org/call/abcغرفة',
	'/call/%F0%9F%98%80',
	'abc-🎉',
	'abc.def',
	'x'.repeat(65)
])('%j names none', (text) => expect(parseInvite(text)).toBeNull());

test('a million full stops are read like a few', () => {
	expect(parseInvite(`abc-def${'.'.repeat(1_000_000)}`)).toBe('abc-def');
	expect(parseInvite(`${'.'.repeat(1_000_000)}abc-def`)).toBeNull();
});

test('whatever is pasted, the answer is a room ID or nothing', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			const room = parseInvite(text);
			expect(room === null || isRoomID(room)).toBe(true);
		})
	);
});
