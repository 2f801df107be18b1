import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FAILURE_CODES } from '../../machines/failure';
import { ROOM, startServer, type TestServer } from './support/server';

const METRICS_KEY = 'the-key-of-prometheus';
/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format, where `NaN` may be in any case. */
const COMMENT = /^# (HELP [a-z_0-9]+ .+|TYPE [a-z_0-9]+ (counter|gauge|histogram))$/;
const SAMPLE = /^([a-z_0-9]+(?:\{(?:[a-z_]+="[^"]*",?)+\})?) (Nan|-?[\d.]+(?:e[+-]?\d+)?)$/;

const scrape = (server: TestServer, key = METRICS_KEY) =>
	fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });

/** Every sample by its name and labels. */
async function metrics(server: TestServer): Promise<Map<string, number>> {
	const text = await (await scrape(server)).text();
	const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
	return new Map(
		lines.map((line) => {
			const [, name = '', value = ''] = SAMPLE.exec(line) ?? expect.fail(line);
			return [name, Number(value)];
		})
	);
}

/** What one metric counts. */
const count = async (server: TestServer, name: string) => (await metrics(server)).get(`video_call_${name}`) ?? 0;

const refusals = async (server: TestServer) =>
	Object.fromEntries(
		[...(await metrics(server))].flatMap(([name, value]) => {
			const [, code] = /^video_call_refusals_total\{code="(.+)"\}$/.exec(name) ?? [];
			return code === undefined ? [] : [[code, value]];
		})
	);

test('without METRICS_KEY there are none, and nothing is loaded for them', async () => {
	const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('prom-client'));
	const server = await startServer();
	await server.member('Ann');
	expect((await scrape(server)).status).toBe(404);
	expect((await scrape(server, 'undefined')).status).toBe(404);
	expect(isLoaded()).toBe(false);
	expect((await scrape(await startServer({ METRICS_KEY }))).status).toBe(200);
	expect(isLoaded()).toBe(true);
});

test('they are only for who has the key, and guessing is limited', async () => {
	const server = await startServer({ METRICS_KEY, ADMIN_KEY: 'a-key-of-the-host', REQUESTS_PER_MINUTE: '5' });
	expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
	for (const key of ['', 'a-key-of-the-host', `${METRICS_KEY}!`]) expect((await scrape(server, key)).status).toBe(401);
	expect((await scrape(server)).status).toBe(200);
	expect((await scrape(server)).status).toBe(429);
});

test("every line is in Prometheus' text format, and no cache keeps it", async () => {
	const server = await startServer({ METRICS_KEY });
	await server.member('Ann');
	const response = await scrape(server);
	expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
	expect(response.headers.get('cache-control')).toBe('no-store');
	const text = await response.text();
	expect(text.endsWith('\n')).toBe(true);
	const lines = text.split('\n').filter((line) => line !== '');
	for (const line of lines) expect(line).toMatch(line.startsWith('#') ? COMMENT : SAMPLE);
	expect(lines).toContain('video_call_joins_total 1');
	expect(lines).toContain('# TYPE video_call_join_seconds histogram');
});

test('rooms, members, lobbies, sockets and saturation are those of now', async () => {
	const server = await startServer({ METRICS_KEY, MAX_ROOMS: '4' });
	const inUse = async () => {
		const all = await metrics(server);
		return ['rooms', 'members', 'lobbies', 'sockets', 'saturation_ratio'].map((name) => all.get(`video_call_${name}`));
	};
	expect(await inUse()).toEqual([0, 0, 0, 0, 0]);
	const [, ben] = await server.members('Ann', 'Ben');
	const cleo = await server.watcher('Cleo', { roomID: 'another-room' });
	await server.openSocket();
	expect(await inUse()).toEqual([1, 2, 1, 4, 0.25]);
	cleo.logsIn();
	await cleo.hears('welcome');
	ben.vanishes();
	await vi.waitFor(async () => expect(await inUse()).toEqual([2, 2, 0, 3, 0.5]), { timeout: 10_000 });
});

test('joins and reconnects are counted apart: a member who was lost joins again', async () => {
	const server = await startServer({ METRICS_KEY });
	const counts = async () => [await count(server, 'joins_total'), await count(server, 'reconnects_total')];
	const [ann, ben] = await server.members('Ann', 'Ben');
	expect(await counts()).toEqual([2, 0]);
	const again = await server.comesBack(ben);
	again.enters();
	await again.hears('lobby');
	expect(await counts()).toEqual([2, 0]);
	again.logsIn();
	await again.hears('welcome');
	expect(await counts()).toEqual([2, 1]);
	again.vanishes();
	await ann.hears('users');
	await (await server.comesBack(ben)).joins();
	expect(await counts()).toEqual([3, 1]);
});

test('the time to join runs from the opened socket to the login, and begins anew with a logout', async () => {
	const server = await startServer({ METRICS_KEY });
	let now = performance.now();
	const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
	onTestFinished(() => clock.mockRestore());
	const times = async (how: string) => {
		const all = await metrics(server);
		const [sum = NaN, number = 0] = ['sum', 'count'].map((of) =>
			all.get(`video_call_join_seconds_${of}{how="${how}"}`)
		);
		return { seconds: Math.round(sum * 1_000) / 1_000, number };
	};
	const ann = await server.person('Ann');
	now += 200;
	ann.enters();
	await ann.hears('lobby');
	now += 1_000;
	ann.logsIn();
	await ann.hears('welcome');
	expect(await times('joined')).toEqual({ seconds: 1.2, number: 1 });

	now += 1_000;
	await ann.logsOut();
	now += 300;
	await ann.joins();
	expect(await times('joined')).toEqual({ seconds: 1.5, number: 2 });

	const again = await server.comesBack(ann);
	now += 400;
	await again.joins();
	expect(await times('resumed')).toEqual({ seconds: 0.4, number: 1 });
});

test('refusals are counted by their code: of messages, tokens, upgrades and keys', async () => {
	const server = await startServer({ METRICS_KEY, ADMIN_KEY: 'a-key-of-the-host', MAX_MEMBERS: '1' });
	expect(await refusals(server)).toEqual({});
	await server.member('Ann');
	const ben = await server.watcher('Ben');
	ben.logsIn();
	expect(await ben.isRefused()).toBe('capacity.roomFull');
	ben.says('{"t":"made-up","code":"made.up"}');
	expect(await ben.isRefused()).toBe('config.badMessage');
	expect((await server.requestToken(ROOM, { seat: 'made-up' })).status).toBe(403);
	await expect(server.openSocket({ origin: 'https://made-up.example' })).rejects.toThrow('403');
	expect((await scrape(server, 'made-up')).status).toBe(401);
	expect((await fetch(`${server.url}/api/rooms/${ROOM}`, { method: 'DELETE' })).status).toBe(401);
	expect(await refusals(server)).toEqual({
		'capacity.roomFull': 1,
		'config.badMessage': 1,
		'auth.seatInvalid': 1,
		'auth.forbidden': 3
	});
});

test('refusals that cost no line in the log are counted too, and whoever causes them adds no other label', async () => {
	const server = await startServer(
		{ METRICS_KEY, LOG_LEVEL: 'warn', MESSAGES_PER_SECOND: '1', MAX_SOCKETS_PER_ADDRESS: '2' },
		{ connectionsPerAddress: 4 }
	);
	const mallory = await server.person('Mallory');
	for (let time = 0; time < 60; time += 1) mallory.says(`{"t":"made-up-${time}"}`);
	await mallory.isCutOff();
	for (let time = 0; time < 30; time += 1) {
		await expect(server.openSocket({ origin: `https://made-up-${time}.example` })).rejects.toThrow(/403|429/);
	}
	const all = await refusals(server);
	expect(all['auth.forbidden']).toBeLessThan(30);
	expect(all['capacity.tooFast']).toBeGreaterThan(30 - (all['auth.forbidden'] ?? 0));
	const counted = Object.values(all).reduce((sum, number) => sum + number, 0);
	expect(counted).toBeGreaterThan(server.logged.length);
	for (const code of Object.keys(all)) expect(FAILURE_CODES).toContain(code);
	expect(JSON.stringify(all)).not.toContain('made-up');
});

test('a connection over the limit of its address is counted', async () => {
	const server = await startServer({ METRICS_KEY }, { connectionsPerAddress: 3 });
	const [first] = await server.members('Ann', 'Ben');
	await expect(server.openSocket()).rejects.toThrow();
	first.vanishes();
	await vi.waitFor(
		async () => expect(await refusals(server)).toMatchObject({ 'capacity.tooFast': expect.any(Number) }),
		{ timeout: 10_000 }
	);
});

test('the process reports the lag of its event loop, also where it had another server before', async () => {
	await scrape(await startServer({ METRICS_KEY }));
	const server = await startServer({ METRICS_KEY });
	// After each answer Node measures from its next timer on, as this one does too.
	const measured = monitorEventLoopDelay({ resolution: 10 });
	measured.enable();
	onTestFinished(() => void measured.disable());
	await vi.waitUntil(() => measured.count > 2, { timeout: 5_000 });
	const blockedUntil = performance.now() + 150;
	while (performance.now() < blockedUntil);
	const all = await metrics(server);
	expect(all.get('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.1);
	for (const name of ['process_open_fds', 'process_max_fds', 'process_resident_memory_bytes'])
		expect(all.get(name)).toBeGreaterThan(0);
});
