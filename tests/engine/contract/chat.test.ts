import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MESSAGE_BYTES } from '../../../machines/chat/text';
import { DELAYS } from '../../../machines/delays';
import { failureOf, type Person } from '../harness/person';
import { differs } from './differences';
import { comesToHear, HURRY, isLate, loseRooms, onEachEngine } from './engines';

onEachEngine('chat', ({ kind, stage }) => {
	const inOneRoom = async <const N extends string[]>(names: N, fakeClock = false) => {
		const room = stage().newRoom();
		const people: Person[] = [];
		// One after the other: of someone who comes while one is coming oneself, ZEGO may tell twice.
		for (const name of names) {
			const person = await stage().person(name, { fakeClock });
			await person.join(room, []);
			people.push(person);
		}
		return people as { [K in keyof N]: Person };
	};
	/** As the chat does. */
	const pauses = () => (differs(kind, 'slowMessages') ? pause(DELAYS.messagePause) : undefined);
	const told = (person: Person) => person.told('room.broadcastMessage');

	test('a message is told to everyone else in the room, as from its sender, word for word', async () => {
		const [ann, bob, cleo] = await inOneRoom(['ann', 'bob', 'cleo']);
		const [dave] = await inOneRoom(['dave']);
		const text = '<b>Hi</b>  \n"你好" 👋 \\ https://example.org/?a=b&c';
		const messageID = randomUUID();
		await ann.do('write', messageID, text);
		const message = { roomID: ann.roomID, user: { userID: ann.userID, userName: 'ann' }, messageID, text };
		expect(await bob.hears('room.broadcastMessage')).toMatchObject(message);
		expect(await cleo.hears('room.broadcastMessage')).toMatchObject(message);
		await bob.do('write', randomUUID(), 'Hello');
		await ann.hears('room.broadcastMessage', ({ user }) => user.userID === bob.userID);
		expect([await told(ann), await told(bob), await told(dave)].map(({ length }) => length)).toEqual([1, 1, 0]);
	});

	test('messages come in the order in which they were sent; several at once are not too many', async () => {
		const [ann, bob] = await inOneRoom(['ann', 'bob']);
		const first = ann.do('write', randomUUID(), '1');
		// Not awaited before: on a busy machine the answer takes longer than the second in which the next is too many.
		if (differs(kind, 'slowMessages'))
			expect((await failureOf(ann.do('write', randomUUID(), 'refused'))).code).toBe('capacity.tooFast');
		await first;
		for (const text of ['2', '3']) {
			await pauses();
			await ann.do('write', randomUUID(), text);
		}
		await bob.hears('room.broadcastMessage', ({ text }) => text === '3');
		expect((await told(bob)).map(({ text }) => text)).toEqual(['1', '2', '3']);
	});

	test('a message that is sent again, because nobody knows whether it has arrived, is told under the same ID', async () => {
		const [ann, bob] = await inOneRoom(['ann', 'bob']);
		const messageID = randomUUID();
		for (const text of ['Hello', 'Hello']) {
			await ann.do('write', messageID, text);
			await pauses();
		}
		await ann.do('write', randomUUID(), 'Bye');
		await bob.hears('room.broadcastMessage', ({ text }) => text === 'Bye');
		const again = (await told(bob)).filter((message) => message.messageID === messageID);
		expect(again).toHaveLength(differs(kind, 'toldAgain') ? 2 : 1);
	});

	test('the longest message is told; one that is too long is refused', async () => {
		const [ann, bob] = await inOneRoom(['ann', 'bob']);
		const longest = '字'.repeat(MESSAGE_BYTES / 3);
		await ann.do('write', randomUUID(), longest);
		expect((await bob.hears('room.broadcastMessage')).text).toBe(longest);
		await pauses();
		const why = await failureOf(ann.do('write', randomUUID(), longest + longest));
		expect(why.code).toBe('capacity.tooLarge');
		expect(await told(bob)).toHaveLength(1);
	});

	test('while the room is out of reach, a message is refused at once; afterwards it can be sent', async () => {
		const fakeClock = isLate(stage());
		const [ann, bob] = await inOneRoom(['ann', 'bob'], fakeClock);
		await loseRooms(stage(), ann, bob);
		const messageID = randomUUID();
		expect((await failureOf(ann.do('write', messageID, 'Hello'))).code).toBe('network.broken');
		await stage().comeBack();
		await Promise.all([ann, bob].map((person) => comesToHear(stage(), person, 'RECONNECTED', fakeClock ? HURRY : 0)));
		await ann.do('write', messageID, 'Hello');
		expect(await bob.hears('room.broadcastMessage')).toMatchObject({ messageID, text: 'Hello' });
		expect(await told(bob)).toHaveLength(1);
	});
});
