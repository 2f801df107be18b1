import { beforeEach, expect, test } from 'vitest';
import { asFailure, failure } from '../../../machines/failure';
import { SentMessages } from '../../../src/lib/engine/local/messages.sent';

let sent: string[];
let isLinked: boolean;
let messages: SentMessages;

beforeEach(() => {
	sent = [];
	isLinked = true;
	messages = new SentMessages({
		send: (event) => sent.push(JSON.stringify(event)),
		can: () => isLinked,
		pair: () => undefined,
		early: () => undefined,
		myUserID: 'me'
	});
});

/** What has come of each: nothing yet, or the code of a failure. */
const outcomesOf = async (...all: Promise<void>[]) =>
	Promise.all(
		all.map((one) =>
			Promise.race([
				one.then(
					() => 'sent',
					(error: unknown) => asFailure(error).code
				),
				new Promise((resolve) => setTimeout(() => resolve('waiting'), 5))
			])
		)
	);

test('a message waits until the server confirms it, and no other', async () => {
	const [one, two] = [messages.send('1', 'Hello'), messages.send('2', 'Bye')];
	expect(sent).toEqual([
		'{"type":"send","message":{"t":"broadcastMessage","messageID":"1","text":"Hello"}}',
		'{"type":"send","message":{"t":"broadcastMessage","messageID":"2","text":"Bye"}}'
	]);
	expect(await outcomesOf(one, two)).toEqual(['waiting', 'waiting']);
	messages.confirm('nobody knows');
	messages.confirm('2');
	expect(await outcomesOf(one, two)).toEqual(['waiting', 'sent']);
	messages.confirm('1');
	expect(await outcomesOf(one)).toEqual(['sent']);
});

test('what the server refuses, or was lost with the link, has failed', async () => {
	const [one, two] = [messages.send('1', 'Hello'), messages.send('2', 'Bye')];
	messages.refuse(failure('capacity.tooFast'));
	expect(await outcomesOf(one, two)).toEqual(['capacity.tooFast', 'capacity.tooFast']);
	const again = messages.send('1', 'Hello');
	messages.confirm('1');
	messages.refuse(failure('network.broken'));
	expect(await outcomesOf(again)).toEqual(['sent']);
});

test('without a link nothing is sent, and that is said at once', async () => {
	isLinked = false;
	expect(await outcomesOf(messages.send('1', 'Hello'))).toEqual(['network.broken']);
	expect(sent).toEqual([]);
});
