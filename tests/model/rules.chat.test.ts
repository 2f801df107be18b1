/** What is written: sent once and in order, read or unread, and gone with the call. */
import { describe, expect, it } from 'vitest';
import { MESSAGE_BYTES } from '../../machines/chat/text';
import { DELAYS } from '../../machines/delays';
import { failure } from '../../machines/failure';
import { stateOf } from '../../src/lib/call/facts';
import { callView } from '../../src/lib/call/view';
import { noticeWords } from '../../src/lib/ui/words';
import { arrange } from './harness/arrange';
import { ROOM, type RunningCall } from './harness/call';

const ann = { userID: 'ann', userName: 'Ann' };
const HELD = { outcome: 'never' } as const;
const SUCCEED = { outcome: 'succeed' } as const;

async function inCall() {
	const call = await arrange('inCall');
	const { people } = call.engine.room;
	people.join(ROOM, ann);
	await call.settled();
	return { call, people };
}

const open = ({ actor }: RunningCall) => actor.send({ type: 'user.openChat' });
const write = ({ actor }: RunningCall, text: string, messageID = text) =>
	actor.send({ type: 'user.sendMessage', messageID, text });
const again = ({ actor }: RunningCall, messageID: string) => actor.send({ type: 'user.retryMessage', messageID });
const view = ({ actor }: RunningCall) => callView(stateOf(actor.getSnapshot())).chat;
const shown = (call: RunningCall) => call.facts.chat.messages.map(({ text, state }) => `${text}: ${state}`);
const sent = ({ engine }: RunningCall) =>
	engine.log.flatMap(({ operation, subject }) => (operation === 'sendBroadcastMessage' ? [subject] : []));

describe('what others write', () => {
	it('is counted and announced while the chat is closed, and only shown while it is open', async () => {
		const { call, people } = await inCall();
		people.write('ann', 'Hello');
		people.write('ann', 'Anyone?');
		expect(view(call)).toMatchObject({ open: false, enabled: true, unread: 2, messages: [] });
		open(call);
		expect(view(call)).toMatchObject({ open: true, unread: 0 });
		people.write('ann', 'Ah');
		expect(shown(call)).toEqual(['Hello: received', 'Anyone?: received', 'Ah: received']);
		expect(call.facts.chat).toMatchObject({ unread: 0, messages: [{ user: ann }, { user: ann }, { user: ann }] });
		const messages = call.notices.filter(({ type }) => type === 'notice.message');
		expect(messages).toMatchObject([{ user: ann, text: 'Hello' }, { text: 'Anyone?' }]);
		call.actor.send({ type: 'user.closeChat' });
		people.write('ann', 'Bye');
		expect(view(call)).toMatchObject({ open: false, unread: 1 });
	});

	it('is shown once, however often it comes; two people may give the same ID to different messages', async () => {
		const { call, people } = await inCall();
		people.join(ROOM, { userID: 'bo', userName: 'Bo' });
		for (const text of ['Hello', 'Hello again']) people.write('ann', text, '1');
		people.write('bo', 'Hi', '1');
		write(call, 'Hey', '1');
		expect(call.facts.chat.messages.map(({ text }) => text)).toEqual(['Hello', 'Hi', 'Hey']);
		expect(call.facts.chat.unread).toBe(2);
	});

	it('is of the room that I am in', async () => {
		const { call } = await inCall();
		call.engine.emit({ type: 'room.broadcastMessage', roomID: 'room-2', user: ann, messageID: '1', text: 'Hello' });
		expect(shown(call)).toEqual([]);
	});

	it('is kept up to a number of messages, the newest', async () => {
		const { call, people } = await inCall();
		for (let number = 1; number <= 201; number += 1) people.write('ann', String(number));
		expect(call.facts.chat.messages).toHaveLength(200);
		expect(call.facts.chat.messages.at(0)?.text).toBe('2');
		expect(call.facts.chat.messages.at(-1)?.text).toBe('201');
	});

	it('is announced in one line that is not too long, whatever is written', () => {
		const words = noticeWords({ type: 'notice.message', user: ann, text: `${'x'.repeat(200)}\u202E` });
		expect(words).toBe(`\u2068Ann\u2069: \u2068${'x'.repeat(140)}…\u2069`);
	});
});

describe('what I write', () => {
	it('is sent, one after the other, with a pause in which ZEGO would refuse the next one', async () => {
		const { call } = await inCall();
		for (const text of ['One', 'Two', 'Three']) write(call, text);
		expect(shown(call)).toEqual(['One: sending', 'Two: sending', 'Three: sending']);
		await call.settled();
		expect(sent(call)).toEqual(['One']);
		await call.advance(100);
		expect(shown(call)).toEqual(['One: sent', 'Two: sending', 'Three: sending']);
		await call.advance(DELAYS.messagePause - 100);
		expect(sent(call)).toEqual(['One']);
		await call.advance(2 * DELAYS.messagePause);
		expect(sent(call)).toEqual(['One', 'Two', 'Three']);
		expect(shown(call)).toEqual(['One: sent', 'Two: sent', 'Three: sent']);
	});

	it('that is empty, too long or there already is not sent', async () => {
		const { call } = await inCall();
		write(call, ' \n');
		write(call, '字'.repeat(MESSAGE_BYTES / 3 + 1));
		expect(call.facts.chat.messages).toEqual([]);
		write(call, '字'.repeat(MESSAGE_BYTES / 3), 'long');
		write(call, 'Other words', 'long');
		expect(call.facts.chat.messages).toHaveLength(1);
		await call.settled();
		expect(sent(call)).toEqual(['long']);
	});

	it('and the room refuses says why, and is sent again by a click, under the same ID', async () => {
		const { call } = await inCall();
		const tooFast = failure('capacity.tooFast');
		call.engine.prompter.answers.sendBroadcastMessage = { outcome: 'fail', failure: tooFast };
		write(call, 'Hello');
		await call.advance(100);
		expect(call.facts.chat.messages).toMatchObject([{ state: 'failed', failure: tooFast }]);
		expect(view(call).failed).toBe(true);
		call.engine.prompter.answers.sendBroadcastMessage = SUCCEED;
		again(call, 'Hello');
		again(call, 'Hello');
		expect(shown(call)).toEqual(['Hello: sending']);
		expect(view(call).failed).toBe(false);
		await call.advance(2 * DELAYS.messagePause);
		expect(shown(call)).toEqual(['Hello: sent']);
		again(call, 'Hello');
		await call.advance(2 * DELAYS.messagePause);
		expect(sent(call)).toEqual(['Hello', 'Hello']);
	});

	it('and nobody answers is given up, and the next one is sent; an answer that comes late changes nothing', async () => {
		const { call } = await inCall();
		call.engine.prompter.answers.sendBroadcastMessage = [HELD, SUCCEED];
		write(call, 'One');
		write(call, 'Two');
		await call.advance(DELAYS.messageAnswer - 100);
		expect(shown(call)).toEqual(['One: sending', 'Two: sending']);
		await call.advance(100 + 2 * DELAYS.messagePause);
		expect(shown(call)).toEqual(['One: failed', 'Two: sent']);
		call.engine.prompter.answer('sendBroadcastMessage', { outcome: 'succeed', after: 0 });
		await call.advance(100);
		expect(shown(call)).toEqual(['One: failed', 'Two: sent']);
	});

	it('while reconnecting fails at once, and is not sent by itself when the room is back', async () => {
		const { call } = await inCall();
		call.engine.room.loseConnection();
		open(call);
		write(call, 'Hello');
		await call.advance(100);
		expect(call.top).toBe('reconnecting');
		expect(call.facts.chat.messages).toMatchObject([{ state: 'failed', failure: { code: 'network.broken' } }]);
		call.engine.room.restoreConnection();
		await call.advance(5_000);
		expect(shown(call)).toEqual(['Hello: failed']);
		again(call, 'Hello');
		await call.advance(100);
		expect(shown(call)).toEqual(['Hello: sent']);
	});
});

describe('the chat', () => {
	it('is forgotten when I go to another room, with what is still to be sent', async () => {
		const { call, people } = await inCall();
		call.engine.prompter.answers.sendBroadcastMessage = HELD;
		people.write('ann', 'Hello');
		write(call, 'One');
		write(call, 'Two');
		call.actor.send({ type: 'user.switchRoom', roomID: 'room-2' });
		await call.advance(500);
		expect(call.context.roomID).toBe('room-2');
		expect(call.facts.chat).toMatchObject({ unread: 0, messages: [] });
		await call.advance(DELAYS.messageAnswer + DELAYS.messagePause);
		expect(sent(call)).toEqual(['One']);
	});

	it('is nowhere in the lobby, and gone when the call is over', async () => {
		const lobby = await arrange('idle');
		open(lobby);
		expect(view(lobby)).toMatchObject({ open: false, enabled: false });
		const { call, people } = await inCall();
		open(call);
		people.write('ann', 'Hello');
		call.actor.send({ type: 'user.leave' });
		await call.advance(5_000);
		expect(view(call)).toEqual({ open: false, enabled: false, unread: 0, failed: false, messages: [] });
		expect(JSON.stringify(call.actor.getPersistedSnapshot())).not.toContain('Hello');
	});
});
