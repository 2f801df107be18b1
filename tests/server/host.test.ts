/** Who is the host of a room may remove people, lock the room and end it. */
import { describe, expect, test } from 'vitest';
import { sign } from './support/login';
import type { Person } from './support/person';
import { AUTH_SECRET } from './support/login';
import { annAndBen, ROOM, startServer, type TestServer } from './support/server';

/** The status of what this person asks for with the token of their page. */
async function asks(server: TestServer, { me }: Person, method: 'DELETE' | 'POST' | 'PUT', path = ''): Promise<number> {
	const headers = { authorization: `Bearer ${me.token}` };
	return (await fetch(`${server.url}/api/rooms/${me.roomID}${path}`, { method, headers })).status;
}

/** Their sockets close, as when they reload. */
async function everyoneGoes(server: TestServer, ...people: Person[]): Promise<void> {
	for (const person of people) person.vanishes();
	await expect.poll(() => server.call.rooms.stats.members).toBe(0);
}

/** A little longer than so many milliseconds. */
const aWhile = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds + 50));

const userOf = ({ me }: Person) => `/users/${me.userID}`;
const muteOf = (person: Person) => `${userOf(person)}/mute-request`;

describe('in an open room', () => {
	test('who created it is the host, also after a reload; nobody else is', async () => {
		const server = await startServer();
		const [ann, ben, cleo] = await server.members('Ann', 'Ben', 'Cleo');
		expect(await asks(server, ben, 'DELETE', userOf(cleo))).toBe(401);
		expect(await asks(server, ben, 'DELETE', userOf(ann))).toBe(401);
		expect(await asks(server, ann, 'DELETE', userOf(cleo))).toBe(204);
		expect(await cleo.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });

		ann.vanishes();
		await ben.hears('users');
		const again = await server.member('Ann', { seat: ann.me.seat });
		expect(await asks(server, ben, 'DELETE')).toBe(401);
		expect(await asks(server, again, 'DELETE')).toBe(204);
		expect(await ben.hears('kicked')).toMatchObject({ code: 'kicked.roomEnded' });
	});

	test('who created it is still the host after a reload while alone; who came in between is not', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		await everyoneGoes(server, ann);
		const mallory = await server.member('Mallory');
		expect(await asks(server, mallory, 'PUT', '/lock')).toBe(401);
		const again = await server.member('Ann', { seat: ann.me.seat });
		expect(await asks(server, again, 'DELETE', userOf(mallory))).toBe(204);
	});

	test('who created it is the host for as long as someone is in it, and for a while after that, whoever looks at it', async () => {
		const server = await startServer({}, { roomRemembered: 100 });
		const [ann, ben] = await server.members('Ann', 'Ben');
		const watcher = await server.watcher('Watcher');
		ann.vanishes();
		await ben.hears('users');
		await aWhile(100);
		await everyoneGoes(server, ben);
		const again = await server.member('Ben', { seat: ben.me.seat });
		await aWhile(100);
		expect(await asks(server, again, 'PUT', '/lock')).toBe(401);
		await everyoneGoes(server, again);
		await aWhile(100);
		watcher.logsIn();
		await watcher.hears('welcome');
		expect(await asks(server, watcher, 'PUT', '/lock')).toBe(204);
	});

	test('whoever opens and leaves many rooms makes no other be forgotten', async () => {
		const limits = { rooms: 4, roomsPerAddress: 2 };
		const server = await startServer({ ADDRESS_HEADER: 'x-real-ip' }, limits);
		const ann = await server.member('Ann', { address: '198.51.100.1' });
		await everyoneGoes(server, ann);
		for (const index of Array(10).keys()) {
			const eve = await server.member('Eve', { roomID: `room-${index}`, address: '198.51.100.2' });
			await eve.logsOut();
		}
		const mallory = await server.member('Mallory', { address: '198.51.100.2' });
		expect(await asks(server, mallory, 'PUT', '/lock')).toBe(401);
		await mallory.logsOut();
		for (const index of Array(10).keys()) {
			const eve = await server.member('Eve', { roomID: `room-${index}`, address: '198.51.100.2' });
			await eve.logsOut();
		}
		const again = await server.member('Mallory', { address: '198.51.100.2' });
		expect(await asks(server, again, 'PUT', '/lock')).toBe(401);
	});

	test('so many rooms are remembered: with one more, the one that was left first is forgotten', async () => {
		const server = await startServer({ ADDRESS_HEADER: 'x-real-ip' }, { rooms: 2 });
		for (const index of [1, 2, 3]) {
			const creator = await server.member('Creator', { roomID: `room-${index}`, address: `198.51.100.${index}` });
			await creator.logsOut();
		}
		for (const [index, status] of [
			[1, 204],
			[3, 401]
		]) {
			const next = await server.member('Next', { roomID: `room-${index}` });
			expect(await asks(server, next, 'PUT', '/lock')).toBe(status);
		}
	});

	test('the host asks someone to mute, who goes on; nobody else does, and nobody who is not in the room is asked', async () => {
		const server = await startServer();
		const [ann, ben, cleo] = await server.members('Ann', 'Ben', 'Cleo');
		expect(await asks(server, ann, 'POST', muteOf(ben))).toBe(204);
		expect(await ben.hears('muteRequested')).toMatchObject({ device: 'microphone' });
		expect(await asks(server, ben, 'POST', muteOf(cleo))).toBe(401);
		const watcher = await server.watcher('Watcher');
		expect(await asks(server, ann, 'POST', muteOf(watcher))).toBe(404);
		await ben.catchesUp();
		await cleo.catchesUp();
	});

	test('neither the seat, the userID nor the host of another room opens anything', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		const ben = await server.member('Ben', { roomID: 'another-room' });
		const watcher = await server.watcher('Watcher');
		for (const token of [ann.me.seat, ann.me.userID, '', 'null', ben.me.token, watcher.me.token]) {
			expect(await asks(server, { me: { ...ann.me, token } } as Person, 'DELETE')).toBe(401);
		}
		await ann.catchesUp();
	});

	test('a token that no longer lets in makes nobody a host', async () => {
		const { server, ann } = await annAndBen();
		server.call.rooms.kick(ROOM, ann.me.userID);
		expect(await asks(server, ann, 'DELETE')).toBe(401);
		const short = await server.person('Ann', { seat: ann.me.seat });
		const { token } = server.call.tokens.issue(short.me.userID, ROOM, 0);
		expect(await asks(server, { me: { ...short.me, token } } as Person, 'DELETE')).toBe(401);
	});
});

describe('a locked room', () => {
	test('lets nobody new in, neither from the lobby nor into it, until it is unlocked', async () => {
		const server = await startServer();
		const ann = await server.member('Ann');
		const waiting = await server.watcher('Waiting');
		expect(await asks(server, ann, 'PUT', '/lock')).toBe(204);
		expect(await waiting.hears('refused')).toMatchObject({ of: 'enter', code: 'auth.roomLocked' });
		waiting.logsIn();
		expect(await waiting.isRefused()).toBe('config.notLoggedIn');
		const late = await server.person('Late');
		late.enters();
		expect(await late.isRefused()).toBe('auth.roomLocked');
		expect(server.call.rooms.stats.members).toBe(1);

		expect(await asks(server, ann, 'DELETE', '/lock')).toBe(204);
		await waiting.joins();
		await late.joins();
	});

	test('is left at once by those in its lobby whom it does not admit, and by nobody else: they see no more of it', async () => {
		const { server, ann, ben } = await annAndBen();
		const watcher = await server.watcher('Watcher');
		await ben.logsOut();
		await watcher.hears('users');
		const back = await server.watcher('Ben', { seat: ben.me.seat });
		await asks(server, ann, 'PUT', '/lock');
		expect(await watcher.isRefused()).toBe('auth.roomLocked');
		back.logsIn();
		await back.hears('welcome');
		await watcher.heardNothing();
		expect(server.call.rooms.stats).toMatchObject({ members: 2, lobbies: 0 });
		expect(await watcher.isCutOff()).toBe(4003);
	});

	test('keeps who is in it, and lets them back in with their seat', async () => {
		const { server, ann, ben } = await annAndBen();
		expect(await asks(server, ann, 'PUT', '/lock')).toBe(204);
		await (await server.comesBack(ben)).joins();
		const reloaded = await server.person('Ben', { seat: ben.me.seat });
		await reloaded.joins();
		reloaded.vanishes();
		await ann.hears('users');
		await (await server.person('Ben', { seat: ben.me.seat })).joins();
		expect(server.call.rooms.stats.members).toBe(2);
	});

	test('stays closed to who was removed from it', async () => {
		const { server, ann, ben } = await annAndBen();
		await asks(server, ann, 'PUT', '/lock');
		expect(await asks(server, ann, 'DELETE', userOf(ben))).toBe(204);
		const again = await server.comesBack(ben);
		again.enters();
		expect(await again.isRefused()).toBe('auth.roomLocked');
	});

	test('stays locked while all reload at once, and lets them back in', async () => {
		const { server, ann, ben } = await annAndBen();
		await asks(server, ann, 'PUT', '/lock');
		await everyoneGoes(server, ann, ben);
		const late = await server.person('Late');
		late.enters();
		expect(await late.isRefused()).toBe('auth.roomLocked');
		await server.member('Ben', { seat: ben.me.seat });
		late.enters();
		expect(await late.isRefused()).toBe('auth.roomLocked');
	});

	test('is open again once nobody has been in it for a while, and at once when it was ended', async () => {
		const server = await startServer({}, { roomRemembered: 100 });
		const ann = await server.member('Ann');
		const waiting = await server.watcher('Waiting');
		await asks(server, ann, 'PUT', '/lock');
		await ann.logsOut();
		waiting.enters();
		expect(await waiting.isRefused()).toBe('auth.roomLocked');
		expect(await waiting.isRefused()).toBe('auth.roomLocked');
		await aWhile(100);
		await waiting.joins();
		expect(await asks(server, waiting, 'PUT', '/lock')).toBe(204);
		expect(await asks(server, waiting, 'DELETE')).toBe(204);
		await server.member('New');
	});

	test('only the host and the operator lock; a room with nobody in it cannot be locked', async () => {
		const ADMIN_KEY = 'a-key-of-the-host';
		const server = await startServer({ ADMIN_KEY });
		const lock = async (token: string) => asks(server, { me: { roomID: ROOM, token } } as Person, 'PUT', '/lock');
		expect(await lock(ADMIN_KEY)).toBe(404);
		const [, ben] = await server.members('Ann', 'Ben');
		expect(await lock(ben.me.token)).toBe(401);
		expect(await lock(ADMIN_KEY)).toBe(204);
	});
});

describe('a room that everyone has left, while it is remembered', () => {
	test('is locked, unlocked and ended by its host, who need not come back for it, and by nobody else', async () => {
		const { server, ann, ben } = await annAndBen();
		await everyoneGoes(server, ann, ben);
		const late = await server.person('Late');
		expect(await asks(server, ben, 'PUT', '/lock')).toBe(401);
		expect(await asks(server, ann, 'PUT', '/lock')).toBe(204);
		late.enters();
		expect(await late.isRefused()).toBe('auth.roomLocked');
		expect(await asks(server, ben, 'DELETE', '/lock')).toBe(401);
		expect(await asks(server, ann, 'DELETE', '/lock')).toBe(204);
		late.enters();
		await late.hears('lobby');
		expect(await asks(server, ann, 'PUT', '/lock')).toBe(204);
		expect(await late.isRefused()).toBe('auth.roomLocked');
		expect(await asks(server, ben, 'DELETE')).toBe(401);
		expect(await asks(server, ann, 'DELETE')).toBe(204);
		const next = await server.member('Next');
		expect(await asks(server, next, 'PUT', '/lock')).toBe(204);
	});

	test('has nobody to remove or to ask, and keeps who is in it when it is locked once somebody is back', async () => {
		const { server, ann, ben } = await annAndBen();
		await everyoneGoes(server, ann, ben);
		expect(await asks(server, ann, 'DELETE', userOf(ben))).toBe(404);
		expect(await asks(server, ann, 'POST', muteOf(ben))).toBe(404);
		const cleo = await server.member('Cleo');
		expect(await asks(server, ann, 'PUT', '/lock')).toBe(204);
		await (await server.comesBack(cleo)).joins();
		await (await server.comesBack(ben)).joins();
	});

	test('is like any other room once it is forgotten', async () => {
		const ADMIN_KEY = 'a-key-of-the-host';
		const server = await startServer({ ADMIN_KEY }, { roomRemembered: 100 });
		const ann = await server.member('Ann');
		const operator = { me: { roomID: ROOM, token: ADMIN_KEY } } as Person;
		await everyoneGoes(server, ann);
		expect(await asks(server, operator, 'DELETE', '/lock')).toBe(204);
		await aWhile(100);
		expect(await asks(server, ann, 'DELETE', '/lock')).toBe(401);
		for (const path of ['', '/lock']) expect(await asks(server, operator, 'DELETE', path)).toBe(404);
	});
});

describe('with access control', () => {
	const comes = async (server: TestServer, name: string, claims: Record<string, unknown> = {}) =>
		server.person(name, { access: await sign({ sub: name, name, ...claims }) });

	test('the host is whom the login calls so, whoever came first', async () => {
		const server = await startServer({ AUTH_SECRET });
		const guest = await comes(server, 'Guest');
		await guest.joins();
		const host = await comes(server, 'Host', { role: 'host' });
		expect(await asks(server, guest, 'PUT', '/lock')).toBe(401);
		expect(await asks(server, host, 'PUT', '/lock')).toBe(204);
		const late = await comes(server, 'Late');
		late.enters();
		expect(await late.isRefused()).toBe('auth.roomLocked');
		await host.joins();
	});

	test('a host is one before anybody is there, and finds nothing to lock', async () => {
		const server = await startServer({ AUTH_SECRET });
		const [guest, host] = [await comes(server, 'Guest'), await comes(server, 'Host', { role: 'host' })];
		expect(await asks(server, guest, 'PUT', '/lock')).toBe(401);
		expect(await asks(server, host, 'PUT', '/lock')).toBe(404);
	});

	test('who is asked to mute is asked in all tabs', async () => {
		const server = await startServer({ AUTH_SECRET });
		const host = await comes(server, 'Host', { role: 'host' });
		const tabs = [await comes(server, 'Ben'), await comes(server, 'Ben')] as const;
		for (const person of [host, ...tabs]) await person.joins();
		expect(await asks(server, host, 'POST', muteOf(tabs[0]))).toBe(204);
		for (const tab of tabs) await tab.hears('muteRequested');
	});

	test('who is removed is removed with all tabs, and needs a new link from the login', async () => {
		const server = await startServer({ AUTH_SECRET });
		const iat = Math.floor(Date.now() / 1_000);
		const [host, one, two] = [
			await comes(server, 'Host', { role: 'host' }),
			await comes(server, 'Ben'),
			await comes(server, 'Ben')
		];
		for (const person of [host, one, two]) await person.joins();
		const spare = await comes(server, 'Ben');
		expect(await asks(server, host, 'DELETE', userOf(one))).toBe(204);
		for (const tab of [one, two]) expect(await tab.hears('kicked')).toMatchObject({ code: 'kicked.byHost' });
		spare.enters();
		expect(await spare.isRefused()).toBe('kicked.byHost');

		const request = async (claims: Record<string, unknown>, roomID = ROOM) => {
			const authorization = `Bearer ${await sign({ sub: 'Ben', name: 'Ben', room: '*', ...claims })}`;
			return (await server.requestToken(roomID, {}, { authorization })).json();
		};
		expect(await request({ iat })).toMatchObject({ code: 'kicked.byHost' });
		expect(await request({ iat: undefined })).toMatchObject({ code: 'kicked.byHost' });
		expect(await request({ iat }, 'another-room')).toHaveProperty('token');
		expect(await request({ iat: iat + 5 })).toHaveProperty('token');
	});
});
