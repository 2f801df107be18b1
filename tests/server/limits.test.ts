import { describe, expect, onTestFinished, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../src/lib/api/signalling';
import { RateLimit, RateLimitPerAddress } from '../../src/lib/server/rate.limit';
import { aServer, type Person } from './support/server';

/** The room goes on: Ben hears Ann. */
async function expectUnharmed(ann: Person, ben: Person): Promise<void> {
	ben.unheard = [];
	ann.says({ t: 'signal', to: ben.me.userID, sessionID: ben.me.sessionID, signal: { candidate: null } });
	expect(await ben.hears('signal')).toMatchObject({ from: ann.me.userID });
}

describe('what is not a message of the protocol', () => {
	test.each([
		['no JSON', '{"t":'],
		['no object', '"login"'],
		['null', 'null'],
		['unknown type', '{"t":"explode"}'],
		['a key too many', '{"t":"beat","extra":1}'],
		['a prototype', '{"t":"beat","__proto__":{"admin":true}}'],
		['a wrong type', '{"t":"unpublish","streamID":7}'],
		['markup for an ID', '{"t":"unpublish","streamID":"<img src=x>"}'],
		['too long an ID', JSON.stringify({ t: 'unpublish', streamID: 'x'.repeat(65) })],
		['too long an SDP', JSON.stringify({ t: 'park', offerID: 'o', sdp: 'x'.repeat(30_001) })],
		[
			'too many answers',
			JSON.stringify({ t: 'login', userName: 'A', answers: Array(17).fill({ to: 'a', offerID: 'o', sdp: '' }) })
		],
		['an empty name', '{"t":"login","userName":"  ","answers":[]}'],
		['control characters in a name', '{"t":"login","userName":"a\\u0000b","answers":[]}'],
		['binary', Buffer.from('{"t":"beat"}')]
	])('is refused and harms nobody: %s', async (_, text) => {
		const server = await aServer();
		const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
		cleo.saysRaw(text);
		expect(await cleo.hears('refused')).toMatchObject({ of: 'message', code: 'config.badMessage' });
		await expectUnharmed(ann, ben);
	});

	test('closes the socket of who keeps at it', async () => {
		const server = await aServer();
		const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
		for (let time = 0; time < 50; time += 1) cleo.saysRaw('nonsense');
		expect(await cleo.isCutOff()).toBe(1008);
		expect(cleo.unheard.filter((message) => message.t === 'refused').length).toBeLessThanOrEqual(22);
		await expectUnharmed(ann, ben);
		expect(server.call.rooms.stats.members).toBe(2);
	});
});

test('names of any script, emoji and right-to-left, pass unchanged', async () => {
	const server = await aServer();
	const ann = await server.member('Ann');
	for (const name of ['王小明', 'مريم', '👩‍👩‍👧 family', '<b>bold</b>']) {
		await server.member(name);
		expect((await ann.hears('users')).users).toMatchObject([{ userName: name }]);
	}
});

describe('size', () => {
	test('a message that is too large gets a typed refusal', async () => {
		const server = await aServer();
		const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
		cleo.saysRaw(JSON.stringify({ t: 'beat', padding: 'x'.repeat(MAX_MESSAGE_BYTES) }));
		expect(await cleo.isRefused()).toBe('capacity.tooLarge');
		await expectUnharmed(ann, ben);
	});

	test('one that is far too large is cut off unread', async () => {
		const server = await aServer();
		const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
		cleo.saysRaw('x'.repeat(10 * MAX_MESSAGE_BYTES));
		expect(await cleo.isCutOff()).toBe(1009);
		await expectUnharmed(ann, ben);
	});
});

test('a flood is refused, then its socket closed; the others are unharmed', async () => {
	const server = await aServer({ MESSAGES_PER_SECOND: '10' });
	const [ann, ben, cleo] = [await server.member('Ann'), await server.member('Ben'), await server.member('Cleo')];
	for (let time = 0; time < 500; time += 1) cleo.says({ t: 'beat' });
	expect(await cleo.isCutOff()).toBe(1008);
	const refusals = cleo.unheard.filter((message) => message.t === 'refused');
	expect(refusals.map((refusal) => refusal.code)).toEqual(refusals.map(() => 'capacity.tooFast'));
	expect(refusals.length).toBeGreaterThan(0);
	await expectUnharmed(ann, ben);
	expect(await ann.hears('users')).toMatchObject({ update: 'ADD' });
});

test('one who reads nothing is cut off before its unread messages fill the memory', async () => {
	const server = await aServer({ MESSAGES_PER_SECOND: '10000' }, { unsentBytes: 100_000 });
	const [ann, ben] = [await server.member('Ann'), await server.member('Ben')];
	ben.hangs();
	// Its beats keep coming: it is not taken for dead.
	const beats = setInterval(() => ben.says({ t: 'beat' }), 500);
	onTestFinished(() => clearInterval(beats));
	const signal = { description: { type: 'offer' as const, sdp: 'x'.repeat(30_000) } };
	for (let time = 0; time < 400; time += 1) {
		ann.says({ t: 'signal', to: ben.me.userID, sessionID: ben.me.sessionID, signal });
	}
	await ann.hears('users');
	expect(await ann.hears('users')).toMatchObject({ update: 'DELETE', reason: 'lost' });
});

describe('numbers', () => {
	test('of members', async () => {
		const server = await aServer();
		for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) await server.member(name);
		const late = await server.person('G');
		late.enters();
		late.logsIn();
		expect(await late.isRefused()).toBe('capacity.roomFull');
		expect(server.call.rooms.stats.members).toBe(6);
	});

	test('of people in a lobby', async () => {
		const server = await aServer({}, { watchersPerRoom: 1 });
		const [ann, ben] = [await server.person('Ann'), await server.person('Ben')];
		ann.enters();
		await ann.hears('lobby');
		ben.enters();
		expect(await ben.isRefused()).toBe('capacity.roomFull');
	});

	test('of streams', async () => {
		const server = await aServer({ MAX_STREAMS_PER_USER: '1' });
		const ann = await server.member('Ann');
		await ann.publishes('camera');
		const stream = { streamID: `${ann.me.userID}_screen`, mediaID: 'm', camera: 'OPEN', microphone: 'OPEN' } as const;
		ann.says({ t: 'publish', stream });
		expect(await ann.isRefused()).toBe('capacity.tooManyStreams');
	});

	test('of sockets from one address', async () => {
		const server = await aServer({ MAX_SOCKETS_PER_ADDRESS: '2' });
		const first = await server.member('Ann');
		await server.opensSocket();
		await expect(server.opensSocket()).rejects.toThrow('429');
		first.vanishes();
		await expect
			.poll(() =>
				server.opensSocket().then(
					() => 'open',
					() => 'refused'
				)
			)
			.toBe('open');
	});

	test('behind a proxy the address is the one it forwards', async () => {
		const server = await aServer({ MAX_SOCKETS_PER_ADDRESS: '1', ADDRESS_HEADER: 'X-Forwarded-For' });
		const from = (addresses: string) => server.opensSocket({ 'x-forwarded-for': addresses });
		await from('198.51.100.1');
		await from('198.51.100.1, 198.51.100.2');
		await expect(from('203.0.113.5, 198.51.100.2')).rejects.toThrow('429');
	});

	test('of sockets that do not say who they are', async () => {
		const server = await aServer({}, { anonymousSockets: 1, enterWithin: 100 });
		const stranger = await server.opensSocket();
		const closed = new Promise((resolve) => stranger.once('close', resolve));
		await expect(server.opensSocket()).rejects.toThrow('503');
		expect(await closed).toBe(4003);
	});

	test('of milliseconds at the door, however often one says goodbye', async () => {
		const server = await aServer({}, { enterWithin: 200 });
		const stranger = await server.person('Stranger');
		const goodbyes = setInterval(() => stranger.says({ t: 'logout' }), 50);
		onTestFinished(() => clearInterval(goodbyes));
		expect(await stranger.isCutOff()).toBe(4003);
	});
});

describe('the origin of a page', () => {
	test('must be this server', async () => {
		const server = await aServer();
		await server.opensSocket({ origin: server.url });
		await expect(server.opensSocket({ origin: 'https://evil.example' })).rejects.toThrow('403');
		await expect(server.opensSocket({ origin: 'null' })).rejects.toThrow('403');
	});

	test('is the configured one behind a proxy that changes the host', async () => {
		const server = await aServer({ ORIGIN: 'https://call.example.org/' });
		await server.opensSocket({ origin: 'https://call.example.org' });
		await expect(server.opensSocket({ origin: server.url })).rejects.toThrow('403');
	});
});

test("there is no room server when rooms are in ZEGO's cloud", async () => {
	const server = await aServer({ ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: '0123456789abcdef0123456789abcdef' });
	await expect(server.opensSocket()).rejects.toThrow('404');
});

test('a bucket gives its burst, then its rate', () => {
	const bucket = new RateLimit({ burst: 3, perSecond: 2 }, 0);
	expect([0, 0, 0, 0].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
	expect([400, 500, 600].map((at) => bucket.take(at))).toEqual([false, true, false]);
	expect([60_000, 60_000, 60_000, 60_000].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
});

test('buckets of many addresses are bounded, the oldest forgotten first', () => {
	const buckets = new RateLimitPerAddress({ burst: 1, perSecond: 0 }, 2);
	expect(['a', 'b', 'a', 'c', 'a'].map((address) => buckets.take(address))).toEqual([true, true, false, true, false]);
	expect(buckets.take('b')).toBe(true);
});
