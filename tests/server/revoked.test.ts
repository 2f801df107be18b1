/** Who was kicked, or whose room was ended, holds a token that has not expired. */
import { describe, expect, test } from 'vitest';
import type { Person } from './support/person';
import { annAndBen, ROOM, startServer, type TestServer } from './support/server';

/** The same tab on a new socket, with the token it has. */
async function withSameToken(server: TestServer, { me }: Person): Promise<Person> {
	const { name, roomID, seat, sessionID } = me;
	const again = await server.person(name, { roomID, seat, sessionID });
	again.enters(me.token);
	return again;
}

test('who was kicked is refused with the same token, and reads why', async () => {
	const { server, ben } = await annAndBen();
	server.call.rooms.kick(ROOM, ben.me.userID);
	await ben.isCutOff();
	const again = await withSameToken(server, ben);
	expect(await again.isRefused()).toBe('kicked.byHost');
	again.logsIn();
	expect(await again.isRefused()).toBe('config.notLoggedIn');
	expect(server.call.rooms.stats.members).toBe(1);
});

test('who was kicked is let in with a token that was issued later, even in the same second', async () => {
	const { server, ben } = await annAndBen();
	server.call.rooms.kick(ROOM, ben.me.userID);
	await (await server.comesBack(ben)).joins();
});

test('a kick concerns one room and one user', async () => {
	const { server, ann, ben } = await annAndBen();
	const elsewhere = await server.member('Ben', { seat: ben.me.seat, roomID: 'another-room' });
	server.call.rooms.kick(ROOM, ben.me.userID);
	await (await withSameToken(server, elsewhere)).hears('lobby');
	await (await withSameToken(server, ann)).hears('lobby');
});

test('a token of before the kick renews nothing', async () => {
	const { server, ben } = await annAndBen();
	server.call.rooms.kick(ROOM, ben.me.userID);
	const again = await server.comesBack(ben);
	await again.joins();
	again.says({ t: 'renew', token: ben.me.token });
	expect(await again.isRefused()).toBe('kicked.byHost');
});

test('who is kicked out of the lobby does not come back with the same token', async () => {
	const server = await startServer();
	await server.member('Ann');
	const watcher = await server.watcher('Watcher');
	expect(server.call.rooms.kick(ROOM, watcher.me.userID)).toBe(true);
	expect(await watcher.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });
	expect(await watcher.isCutOff()).toBe(4001);
	expect(await (await withSameToken(server, watcher)).isRefused()).toBe('kicked.byHost');
});

test('when a room was ended, no token of before lets in: of members, of the lobby, of those who lost their socket', async () => {
	const { server, ann, ben } = await annAndBen();
	const [watcher, late] = [await server.watcher('Watcher'), await server.person('Late')];
	ben.vanishes();
	await ann.hears('users');
	server.call.rooms.endRoom(ROOM);
	for (const person of [ann, ben, watcher, late]) {
		expect(await (await withSameToken(server, person)).isRefused()).toBe('kicked.roomEnded');
	}
	late.enters();
	expect(await late.isRefused()).toBe('kicked.roomEnded');
	await server.member('Ann', { seat: ann.me.seat });
	expect(server.call.rooms.stats.members).toBe(1);
});

test('a room that only the lobby looks at can be ended', async () => {
	const server = await startServer();
	const watcher = await server.watcher('Watcher');
	expect(server.call.rooms.endRoom(ROOM)).toBe(true);
	expect(await watcher.isCutOff()).toBe(4001);
	expect(server.call.rooms.endRoom(ROOM)).toBe(false);
});

test('who joined elsewhere may bring the call back with the same token', async () => {
	const { server, ben } = await annAndBen();
	await (await server.person('Ben', { seat: ben.me.seat, sessionID: 'another-window' })).joins();
	expect(await ben.isCutOff()).toBe(4001);
	const again = await withSameToken(server, ben);
	again.logsIn();
	await again.hears('welcome');
});

describe('revocations have a limit', () => {
	async function setting() {
		const { tokens } = (await startServer()).call;
		const issue = (userID: string, roomID = ROOM) => tokens.issue(userID, roomID).token;
		const codeOf = (token: string) => {
			const verdict = tokens.verify(token);
			return verdict.ok ? null : verdict.code;
		};
		return { tokens, issue, codeOf };
	}

	test('after 100 people of a room, its tokens of before count as expired: nobody gets back in with theirs, and the next are good', async () => {
		const { tokens, issue, codeOf } = await setting();
		const remove = (userID: string) => tokens.revoke({ roomID: ROOM, userID }, 'kicked.byHost');
		const before = [issue('removed'), issue('ann'), issue('removed', 'another-room')];
		remove('removed');
		for (let index = 1; index < 100; index += 1) remove(`user-${index}`);
		remove('user-1');
		expect(before.map(codeOf)).toEqual(['kicked.byHost', null, null]);
		remove('one-more');
		expect(before.map(codeOf)).toEqual(['auth.tokenExpired', 'auth.tokenExpired', null]);
		expect(codeOf(issue('ann'))).toBe(null);
	});

	test('after 10,000 rooms, the one in which nobody was removed for the longest is forgotten', async () => {
		const { tokens, issue, codeOf } = await setting();
		const end = (roomID: string) => tokens.revoke({ roomID }, 'kicked.roomEnded');
		const before = [issue('ann', 'room-0'), issue('ann', 'room-1'), issue('ann', 'room-2')];
		for (let index = 0; index < 10_000; index += 1) end(`room-${index}`);
		end('room-0');
		expect(before.map(codeOf)).toEqual(Array(3).fill('kicked.roomEnded'));
		end('one-more');
		expect(before.map(codeOf)).toEqual(['kicked.roomEnded', null, 'kicked.roomEnded']);
	});
});
