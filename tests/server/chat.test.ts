import { describe, expect, test } from 'vitest';
import { MESSAGE_BYTES } from '../../machines/chat/text';
import type { Person } from './support/person';
import { annAndBen, startServer } from './support/server';

const writes = (person: Person, text: string, messageID = text) =>
	person.says({ t: 'broadcastMessage', messageID, text });
const message = ({ me }: Person, text: string, messageID = text) => ({
	t: 'broadcastMessage',
	from: me.userID,
	messageID,
	text
});

describe('a message', () => {
	test('goes to every other member, as from who has sent it, and its sender is told', async () => {
		const server = await startServer();
		const [ann, ben, cleo] = await server.members('Ann', 'Ben', 'Cleo');
		const watcher = await server.watcher('Watcher');
		const elsewhere = await server.member('Dave', { roomID: 'another-room' });
		writes(ann, '<b>Hello</b> \u202E🎉', 'message-1');
		const heard = message(ann, '<b>Hello</b> \u202E🎉', 'message-1');
		expect(await ben.hears('broadcastMessage')).toEqual(heard);
		expect(await cleo.hears('broadcastMessage')).toEqual(heard);
		expect(await ann.hears('messageSent')).toEqual({ t: 'messageSent', messageID: 'message-1' });
		for (const person of [ann, ben, cleo, watcher, elsewhere]) await person.heardNothing();
	});

	test('that is sent again is confirmed again, and told once; also by someone who was lost in between', async () => {
		const { server, ann, ben } = await annAndBen();
		for (const text of ['Hello', 'Hello', 'Other words']) {
			writes(ann, text, 'message-1');
			await ann.hears('messageSent');
		}
		expect(await ben.hears('broadcastMessage')).toEqual(message(ann, 'Hello', 'message-1'));
		ann.vanishes();
		await ben.hears('users');
		const back = await server.comesBack(ann);
		await back.joins();
		writes(back, 'Hello', 'message-1');
		await back.hears('messageSent');
		await ben.hears('users');
		await ben.heardNothing();
		writes(back, 'Bye');
		expect(await ben.hears('broadcastMessage')).toEqual(message(ann, 'Bye'));
	});

	test('of someone else may have the same ID', async () => {
		const { ann, ben } = await annAndBen();
		writes(ann, 'Hello', 'message-1');
		expect(await ben.hears('broadcastMessage')).toEqual(message(ann, 'Hello', 'message-1'));
		writes(ben, 'Hi', 'message-1');
		expect(await ann.hears('broadcastMessage')).toEqual(message(ben, 'Hi', 'message-1'));
	});

	test('is kept by nobody: who comes later is told of none', async () => {
		const { server, ann, ben } = await annAndBen();
		writes(ann, 'Hello');
		await ben.hears('broadcastMessage');
		const late = await server.member('Cleo');
		await late.heardNothing();
		expect(server.logged.join('')).not.toContain('Hello');
	});
});

describe('is refused, and nobody hears of it', () => {
	test('a message of someone in the lobby', async () => {
		const { server, ann } = await annAndBen();
		const watcher = await server.watcher('Watcher');
		writes(watcher, 'Hello');
		expect(await watcher.hears('refused')).toMatchObject({ of: 'broadcastMessage', code: 'config.notLoggedIn' });
		await ann.heardNothing();
	});

	test('a message that is too long, in bytes; one that is just short enough is told', async () => {
		const { ann, ben } = await annAndBen();
		writes(ann, `${'字'.repeat(MESSAGE_BYTES / 3)}!`, 'long');
		expect(await ann.hears('refused')).toMatchObject({ of: 'broadcastMessage', code: 'capacity.tooLarge' });
		await ben.heardNothing();
		writes(ann, '字'.repeat(MESSAGE_BYTES / 3), 'long');
		expect((await ben.hears('broadcastMessage')).messageID).toBe('long');
	});

	test.each([
		['without words', { messageID: 'm', text: '' }],
		['that nobody can see', { messageID: 'm', text: ' \u200b\u2800' }],
		['of no text', { messageID: 'm', text: { html: 'x' } }],
		['with a sender', { messageID: 'm', text: 'Hello', from: 'ben' }],
		['with markup as ID', { messageID: '<img>', text: 'Hello' }],
		['without an ID', { text: 'Hello' }]
	])('a message %s', async (_, fields) => {
		const { ann, ben } = await annAndBen();
		ann.says(JSON.stringify({ t: 'broadcastMessage', ...fields }));
		expect(await ann.hears('refused')).toMatchObject({ code: 'config.badMessage' });
		await ben.heardNothing();
	});

	test('what is too much of one person, on whatever socket; what was told already is confirmed all the same', async () => {
		const { server, ann, ben } = await annAndBen({}, { written: { burst: 3, perSecond: 0 } });
		for (const text of ['1', '2', '3', '4']) writes(ann, text);
		expect(await ann.hears('refused')).toMatchObject({ of: 'broadcastMessage', code: 'capacity.tooFast' });
		const back = await server.comesBack(ann);
		await back.joins();
		writes(back, '5');
		expect(await back.isRefused()).toBe('capacity.tooFast');
		writes(back, '1');
		expect(await back.hears('messageSent')).toEqual({ t: 'messageSent', messageID: '1' });
		writes(ben, 'Hello');
		expect((await back.hears('broadcastMessage')).text).toBe('Hello');
		await ben.isUpToDate();
		expect(ben.unheard.flatMap((one) => (one.t === 'broadcastMessage' ? one.text : []))).toEqual(['1', '2', '3']);
	});

	test('a flood: the socket is closed, and the others read what was allowed', async () => {
		const { ann, ben } = await annAndBen();
		for (let number = 0; number < 100; number += 1) writes(ann, String(number));
		expect(await ann.isCutOff()).toBe(1008);
		await ben.hears('users');
		const told = ben.unheard.filter(({ t }) => t === 'broadcastMessage').length;
		expect(told).toBeGreaterThanOrEqual(10);
		expect(told).toBeLessThan(14);
	});
});

test('a room remembers its latest messages, and no more', async () => {
	const { ann, ben } = await annAndBen({ MESSAGES_PER_SECOND: '1000' }, { written: { burst: 1_000, perSecond: 0 } });
	for (let number = 0; number <= 100; number += 1) writes(ann, String(number));
	await ann.isUpToDate();
	await ben.catchesUp();
	writes(ann, '1');
	await ann.isUpToDate();
	await ben.heardNothing();
	writes(ann, '0');
	expect((await ben.hears('broadcastMessage')).messageID).toBe('0');
});
