import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../src/lib/api/signalling';
import { RateLimit, RateLimitPerAddress } from '../../src/lib/server/rate.limit';
import { profile, type Person } from './support/person';
import { annAndBen, startServer } from './support/server';

/** Three people in a room: Cleo misbehaves, and Ann and Ben must not notice. */
async function room(env: Record<string, string> = {}) {
	const server = await startServer(env);
	const [ann, ben, cleo] = await server.members('Ann', 'Ben', 'Cleo');
	const annReachesBen = async () => {
		ann.signals(ben);
		expect(await ben.hears('signal')).toMatchObject({ from: ann.me.userID });
	};
	return { server, cleo, annReachesBen };
}

const refusals = ({ unheard }: Person) => unheard.flatMap((message) => (message.t === 'refused' ? message.code : []));

describe('a message that is not of the protocol', () => {
	test.each([
		['broken JSON', '{"t":'],
		['a string', '"login"'],
		['null', 'null'],
		['an unknown type', '{"t":"explode"}'],
		['an unknown key', '{"t":"beat","extra":1}'],
		['a prototype', '{"t":"beat","__proto__":{"admin":true}}'],
		['a number as ID', '{"t":"unpublish","streamID":7}'],
		['HTML as ID', '{"t":"unpublish","streamID":"<img src=x>"}'],
		['an ID that is too long', JSON.stringify({ t: 'unpublish', streamID: 'x'.repeat(65) })],
		['an SDP that is too long', JSON.stringify({ t: 'park', offerID: 'o', sdp: 'x'.repeat(30_001) })],
		[
			'too many answers',
			JSON.stringify({ t: 'login', userName: 'A', answers: Array(17).fill({ to: 'a', offerID: 'o', sdp: '' }) })
		],
		['a name that cannot be seen', '{"t":"login","userName":"\\u3164\\u200b","answers":[]}'],
		['binary data', Buffer.from('{"t":"beat"}')]
	])('is refused and nobody else is affected: %s', async (_, message) => {
		const { cleo, annReachesBen } = await room();
		cleo.says(message);
		expect(await cleo.hears('refused')).toMatchObject({ of: 'message', code: 'config.badMessage' });
		await annReachesBen();
	});

	test('sent again and again closes the socket', async () => {
		const { server, cleo, annReachesBen } = await room();
		for (let time = 0; time < 50; time += 1) cleo.says('nonsense');
		expect(await cleo.isCutOff()).toBe(1008);
		expect(refusals(cleo).length).toBeLessThanOrEqual(22);
		await annReachesBen();
		expect(server.call.rooms.stats.members).toBe(2);
	});
});

describe('too much from one socket', () => {
	test('a message over the limit is refused', async () => {
		const { cleo, annReachesBen } = await room();
		cleo.says(JSON.stringify({ t: 'beat', padding: 'x'.repeat(MAX_MESSAGE_BYTES) }));
		expect(await cleo.isRefused()).toBe('capacity.tooLarge');
		await annReachesBen();
	});

	test('a message far over the limit ends the socket unread', async () => {
		const { cleo, annReachesBen } = await room();
		cleo.says('x'.repeat(10 * MAX_MESSAGE_BYTES));
		expect(await cleo.isCutOff()).toBe(1009);
		await annReachesBen();
	});

	test('too many messages are refused, then the socket is closed', async () => {
		const { cleo, annReachesBen } = await room({ MESSAGES_PER_SECOND: '10' });
		for (let time = 0; time < 500; time += 1) cleo.says({ t: 'beat' });
		expect(await cleo.isCutOff()).toBe(1008);
		expect(new Set(refusals(cleo))).toEqual(new Set(['capacity.tooFast']));
		await annReachesBen();
	});

	test('who reads nothing is cut off before unsent messages fill the memory', async () => {
		const { ann, ben } = await annAndBen({ MESSAGES_PER_SECOND: '10000' }, { unsentBytes: 100_000 });
		ben.hangs();
		// It goes on sending, so it does not count as silent.
		const beats = setInterval(() => ben.says({ t: 'beat' }), 500);
		onTestFinished(() => clearInterval(beats));
		for (let time = 0; time < 400; time += 1) ann.signals(ben, { sdp: 'x'.repeat(30_000) });
		expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'lost' });
	});
});

describe('how many', () => {
	test('members: MAX_MEMBERS, by default 6', async () => {
		const server = await startServer();
		await server.members('A', 'B', 'C', 'D', 'E', 'F');
		const late = await server.watcher('G');
		late.logsIn();
		expect(await late.isRefused()).toBe('capacity.roomFull');
		expect(server.call.rooms.stats.members).toBe(6);
	});

	test('watchers in a lobby who are told what changes; the others are told who is there, and can log in', async () => {
		const server = await startServer({}, { watchersPerRoom: 1 });
		const ann = await server.watcher('Ann');
		const ben = await server.watcher('Ben');
		const cleo = await server.member('Cleo');
		expect(await ann.hears('users')).toMatchObject({ update: 'ADD' });
		await ben.heardNothing();
		ben.logsIn();
		expect((await ben.hears('welcome')).users).toEqual([profile(cleo)]);
	});

	test('rooms: MAX_ROOMS, of which only those with a member count, until one is empty', async () => {
		const server = await startServer({ MAX_ROOMS: '1' });
		const ben = await server.watcher('Ben', { roomID: 'room-2' });
		await server.watcher('Cleo', { roomID: 'room-3' });
		const ann = await server.member('Ann');
		const health = await fetch(`${server.url}/healthz`);
		expect(health.status).toBe(200);
		expect(await health.json()).toMatchObject({ status: 'full', rooms: 1, lobbies: 2, saturation: 1 });
		ben.logsIn();
		expect(await ben.isRefused()).toBe('capacity.tooManyRooms');
		const eve = await server.person('Eve', { roomID: 'room-4' });
		eve.enters();
		expect(await eve.isRefused()).toBe('capacity.tooManyRooms');
		await (await server.member('Dave')).logsOut();
		await ann.logsOut();
		await eve.joins();
	});

	test('rooms of one address, until one is empty', async () => {
		const server = await startServer({}, { roomsPerAddress: 1 });
		const ben = await server.watcher('Ben', { roomID: 'room-2' });
		const ann = await server.member('Ann');
		ben.logsIn();
		expect(await ben.isRefused()).toBe('capacity.tooManyRooms');
		await (await server.member('Cleo')).logsOut();
		await ann.logsOut();
		ben.logsIn();
		await ben.hears('welcome');
	});

	test('streams: MAX_STREAMS_PER_USER', async () => {
		const server = await startServer({ MAX_STREAMS_PER_USER: '1' });
		const ann = await server.member('Ann');
		await ann.publishes('camera');
		ann.publish('screen');
		expect(await ann.isRefused()).toBe('capacity.tooManyStreams');
	});

	test('sockets of one address: MAX_SOCKETS_PER_ADDRESS, until one is closed', async () => {
		const { server, ann } = await annAndBen({ MAX_SOCKETS_PER_ADDRESS: '2' });
		await expect(server.openSocket()).rejects.toThrow('429');
		ann.vanishes();
		await expect.poll(() => server.openSocket().catch(() => null)).not.toBeNull();
	});

	test('sockets without a token: they are closed after a while', async () => {
		const server = await startServer({}, { enterWithin: 100 });
		const [code] = (await once(await server.openSocket(), 'close')) as [number];
		expect(code).toBe(4003);
	});

	test('sockets without a token of one address, until one shows its token', async () => {
		const server = await startServer({}, { anonymousSocketsPerAddress: 2 });
		const [ann] = [await server.person('Ann'), await server.openSocket()];
		await expect(server.openSocket()).rejects.toThrow('429');
		await ann.joins();
		await server.openSocket();
		await expect(server.openSocket()).rejects.toThrow('429');
	});

	test('sockets without a token on the whole server: the oldest makes room', async () => {
		const server = await startServer({}, { anonymousSockets: 2 });
		const ann = await server.member('Ann');
		const closed = once(await server.openSocket(), 'close');
		await server.openSocket();
		await server.member('Ben');
		expect((await closed)[0]).toBe(4003);
		await ann.hears('users');
	});

	test('milliseconds without a token, which logging out does not prolong', async () => {
		const server = await startServer({}, { enterWithin: 200 });
		const person = await server.person('Mallory');
		const logouts = setInterval(() => person.says({ t: 'logout' }), 50);
		onTestFinished(() => clearInterval(logouts));
		expect(await person.isCutOff()).toBe(4003);
	});
});

test('with ORIGIN a socket is opened only from its pages', async () => {
	const proxied = await startServer({ ORIGIN: 'https://call.example.org/' });
	await proxied.openSocket({ origin: 'https://call.example.org' });
	await expect(proxied.openSocket({ origin: proxied.url })).rejects.toThrow('403');
});

test("on ZEGO's cloud there is no room server", async () => {
	const server = await startServer({ ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: '0123456789abcdef0123456789abcdef' });
	await expect(server.openSocket()).rejects.toThrow('404');
});

test('a rate limit allows its burst, then its rate', () => {
	const limit = new RateLimit({ burst: 3, perSecond: 2 }, 0);
	expect([0, 0, 0, 0].map((at) => limit.take(at))).toEqual([true, true, true, false]);
	expect([400, 500, 600].map((at) => limit.take(at))).toEqual([false, true, false]);
	expect([60_000, 60_000, 60_000, 60_000].map((at) => limit.take(at))).toEqual([true, true, true, false]);
});

test('rate limits remember so many addresses, and forget the one that was used longest ago', () => {
	const limits = new RateLimitPerAddress({ burst: 1, perSecond: 0 }, 2);
	expect(['a', 'b', 'a', 'c', 'a'].map((address) => limits.take(address))).toEqual([true, true, false, true, false]);
	expect(limits.take('b')).toBe(true);
});
