import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { isBuilt } from '../../src/bin/lib/build.mjs';
import { findChromium } from '../../src/bin/lib/chromium.mjs';
import { drainable } from '../../src/bin/lib/drain.mjs';
import { isInstalled } from '../../src/bin/lib/install.mjs';
import { addressOf, listen } from '../../src/bin/lib/listen.mjs';
import { SIGNAL_PATH } from '../../src/lib/api/signalling';
import type { TokenResponse } from '../../src/lib/api/token';
import { start } from './support/start';

function httpServer() {
	const server = createServer((_, response) => response.end('here'));
	onTestFinished(() => void server.close());
	return server;
}

describe('the port', () => {
	test('that PORT names is used, and a taken one is an error', async () => {
		const port = await listen(httpServer(), { port: 0, host: '127.0.0.1' });
		expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
		const message = `Port ${port} is taken: set PORT to another one.`;
		await expect(listen(httpServer(), { port, host: '127.0.0.1' })).rejects.toThrow(message);
	});

	test('is the next free one without PORT, and taken ones are reported', async () => {
		const log = vi.spyOn(console, 'log').mockReturnValue();
		onTestFinished(() => log.mockRestore());
		const first = await listen(httpServer(), { port: null, host: null });
		const second = await listen(httpServer(), { port: null, host: null });
		expect(first).toBeGreaterThanOrEqual(3_000);
		expect(second).toBeGreaterThan(first);
		expect(log).toHaveBeenCalledWith(`Port ${first} is taken, trying the next one.`);
	});

	test('of an address that is not of this machine is an error', async () => {
		const message = 'HOST 192.0.2.1 is not an address of this machine.';
		await expect(listen(httpServer(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(message);
	});

	test.each([
		['http', null, 'http://localhost:3000'],
		['http', '0.0.0.0', 'http://localhost:3000'],
		['https', '::', 'https://localhost:3000'],
		['http', '192.0.2.7', 'http://192.0.2.7:3000'],
		['http', 'fd00::2', 'http://[fd00::2]:3000']
	] as const)('%s on %s is printed as %s', (protocol, host, address) => {
		expect(addressOf(protocol, host, 3_000)).toBe(address);
	});
});

test('packages are installed again unless each is there in its version; optional ones may be missing', () => {
	const lockfile = (packages: Record<string, { version?: string; optional?: boolean }>) => ({
		packages: { '': {}, ...packages }
	});
	const wanted = lockfile({ a: { version: '1.0.0' }, other: { version: '2.0.0', optional: true } });
	expect(isInstalled(wanted, lockfile({ a: { version: '1.0.0' } }))).toBe(true);
	expect(isInstalled(wanted, lockfile({ a: { version: '1.0.1' } }))).toBe(false);
	expect(isInstalled(wanted, lockfile({}))).toBe(false);
	expect(isInstalled(wanted, lockfile({ a: { version: '1.0.0' }, other: { version: '1.9.9' } }))).toBe(false);
});

test('a built tree needs no packages for development', () => {
	const wanted = { packages: { a: { version: '1.0.0' }, tool: { version: '1.0.0', dev: true } } };
	const installed = { packages: { a: { version: '1.0.0' } } };
	expect(isInstalled(wanted, installed)).toBe(false);
	expect(isInstalled(wanted, installed, 'production')).toBe(true);
	expect(isInstalled(wanted, { packages: {} }, 'production')).toBe(false);
});

describe('a server that drains', () => {
	async function slowServer() {
		const answers: (() => void)[] = [];
		const server = createServer((_, response) => answers.push(() => void response.end('whole')));
		const drain = drainable(server, 'connection');
		onTestFinished(() => server.closeAllConnections());
		const port = await listen(server, { port: 0, host: '127.0.0.1' });
		return { drain, answers, url: `http://127.0.0.1:${port}`, port };
	}

	test('ends at once when no request is under way, whatever connections are open', async () => {
		const { drain, port } = await slowServer();
		const ahead = connect(port, '127.0.0.1');
		await once(ahead, 'connect');
		const before = performance.now();
		await drain();
		expect(performance.now() - before).toBeLessThan(500);
	});

	test('answers the requests under way, then ends their connections, and takes no further one', async () => {
		const { drain, answers, url } = await slowServer();
		const answer = fetch(url);
		await vi.waitUntil(() => answers.length === 1);
		const drained = drain();
		await expect(fetch(url, { headers: { connection: 'close' } })).rejects.toThrow('fetch failed');
		answers[0]?.();
		expect(await (await answer).text()).toBe('whole');
		const before = performance.now();
		await drained;
		expect(performance.now() - before).toBeLessThan(500);
	});
});

test('the Chromium of CHROMIUM_PATH is used, and must exist', async () => {
	onTestFinished(() => void vi.unstubAllEnvs());
	vi.stubEnv('CHROMIUM_PATH', process.execPath);
	expect(await findChromium()).toBe(process.execPath);
	vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
	await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is /nowhere/chromium, and there is no such file.');
});

// `npm test` builds first. Someone who runs only this file may not have built.
describe.skipIf(!isBuilt())('npm start', { timeout: 30_000 }, () => {
	test('serves pages, health and sockets on one port; SIGTERM closes the sockets and ends with code 0', async () => {
		const { child, exit, address } = start({});
		const url = await address();
		expect((await fetch(url)).status).toBe(200);
		expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok', rooms: 0, members: 0 });

		const socket = new WebSocket(`${url.replace('http', 'ws')}${SIGNAL_PATH}`, { origin: url });
		await once(socket, 'open');
		const messages: string[] = [];
		socket.on('message', (data: Buffer) => messages.push(data.toString()));
		const closed = once(socket, 'close');
		const before = performance.now();
		child.kill('SIGTERM');
		expect((await closed)[0]).toBe(1012);
		expect(messages).toContain('{"t":"closing"}');
		expect((await exit)[0]).toBe(0);
		expect(performance.now() - before).toBeLessThan(3_000);
	});

	test('on SIGTERM /healthz answers 503 until the sockets are closed', async () => {
		const { child, exit, address } = start({});
		const url = await address();
		const socket = new WebSocket(`${url.replace('http', 'ws')}${SIGNAL_PATH}`, { origin: url });
		await once(socket, 'open');
		onTestFinished(() => socket.terminate());
		// It does not answer the closing handshake.
		socket.pause();
		child.kill('SIGTERM');
		const health = async () => {
			const response = await fetch(`${url}/healthz`);
			return { code: response.status, ...((await response.json()) as object) };
		};
		await vi.waitFor(async () => expect(await health()).toMatchObject({ code: 503, status: 'closing', rooms: 0 }), {
			timeout: 900,
			interval: 20
		});
		expect((await exit)[0]).toBe(0);
	});

	test('serves /metrics where METRICS_KEY is set, and nothing there otherwise', async () => {
		const METRICS_KEY = 'the-key-of-prometheus';
		const headers = { authorization: `Bearer ${METRICS_KEY}` };
		const response = await fetch(`${await start({ METRICS_KEY }).address()}/metrics`, { headers });
		expect(response.status).toBe(200);
		expect(await response.text()).toContain('\nvideo_call_sockets 0\n');
		expect((await fetch(`${await start({}).address()}/metrics`, { headers })).status).toBe(404);
	});

	test('writes the profile into every page, with markup escaped, and no password of a relay', async () => {
		const ICE_SERVERS = '[{"urls":"turn:turn.example.org","username":"the-user","credential":"the-password"}]';
		const [turnURL, TURN_SECRET] = ['turns:relay.example.org', 'the-secret-of-the-relay'];
		const ZEGO_SERVER = `wss://a"><b>&amp;'$&`;
		const url = await start({ ICE_SERVERS, TURN_URLS: turnURL, TURN_SECRET, ZEGO_SERVER }).address();
		for (const path of ['/', '/call/room-1', '/inspect']) {
			const page = await (await fetch(url + path)).text();
			const written = /<meta name="call-profile" content="([^"]*)"/.exec(page)?.[1] ?? expect.fail(page);
			expect(written).not.toMatch(/[<]/);
			const read = written.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
			const rest = { videoCodec: 'H264', iceTransportPolicy: 'all' };
			expect(JSON.parse(read)).toEqual({ engine: 'local', appID: 1, server: ZEGO_SERVER, ...rest });
			expect(page).not.toMatch(/the-user|the-password|the-secret|credential(?!s)/);
		}
		const token = await fetch(`${url}/api/token?room=room-1`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}'
		});
		const { iceServers } = (await token.json()) as TokenResponse;
		expect(iceServers.map(({ urls }) => urls)).toEqual(['turn:turn.example.org', [turnURL]]);
	});

	test('tells browsers what pages and files may not do, and behind TLS to stay there', async () => {
		const url = await start({ PROTOCOL_HEADER: 'x-forwarded-proto' }).address();
		const page = await fetch(url, { headers: { 'x-forwarded-proto': 'https' } });
		expect(Object.fromEntries(page.headers)).toMatchObject({
			'cross-origin-opener-policy': 'same-origin',
			'permissions-policy': expect.stringContaining('geolocation=()') as string,
			'referrer-policy': 'same-origin',
			'strict-transport-security': 'max-age=31536000',
			'x-content-type-options': 'nosniff'
		});
		const mended = await fetch(`${url}/call/abc-def.`, {
			redirect: 'manual',
			headers: { 'x-forwarded-proto': 'https' }
		});
		expect([mended.status, mended.headers.get('location')]).toEqual([303, '/call/abc-def']);
		expect(mended.headers.get('strict-transport-security')).toBe('max-age=31536000');
		const plain = await fetch(url, { headers: { 'x-forwarded-proto': 'http' } });
		expect(plain.headers.get('strict-transport-security')).toBeNull();
		expect(plain.headers.get('cross-origin-opener-policy')).toBeNull();
		const file = await fetch(`${url}/favicon.svg`);
		expect(file.headers.get('content-type')).toBe('image/svg+xml');
		expect(file.headers.get('x-content-type-options')).toBe('nosniff');
	});

	test.each([
		['that nobody caught', "throw new Error('nobody thought of this')"],
		['of a promise that nobody awaits', "Promise.reject(new Error('nobody thought of this'))"]
	])('an error %s is logged with its message and its place, and ends no call', async (_, fails) => {
		const script = `process.on('SIGUSR2', () => { ${fails}; });`;
		const NODE_OPTIONS = `--import="data:text/javascript,${encodeURIComponent(script)}"`;
		const { child, exit, printed, address } = start({ NODE_OPTIONS, LOG_LEVEL: 'fatal' });
		const url = await address();
		const socket = new WebSocket(`${url.replace('http', 'ws')}${SIGNAL_PATH}`, { origin: url });
		await once(socket, 'open');
		child.kill('SIGUSR2');
		await vi.waitFor(() => expect(printed()).toMatch(/"message":"nobody thought of this","stack":"Error/));
		expect((await fetch(`${url}/healthz`)).status).toBe(200);
		expect(socket.readyState).toBe(socket.OPEN);
		child.kill('SIGTERM');
		expect((await exit)[0]).toBe(0);
	});

	test('ends with code 1 and one sentence when the configuration is wrong', async () => {
		const { exit, printed } = start({ ICE_SERVERS: 'nonsense' });
		expect((await exit)[0]).toBe(1);
		expect(printed()).toMatch(/^ICE_SERVERS must be .*\.\n$/);
	});
});
