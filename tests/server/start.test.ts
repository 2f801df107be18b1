import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { isBuilt } from '../../src/bin/lib/build.mjs';
import { makeCertificate } from '../../src/bin/lib/certificate.mjs';
import { findChromium } from '../../src/bin/lib/chromium.mjs';
import { isInstalled } from '../../src/bin/lib/install.mjs';
import { addressOf, listen } from '../../src/bin/lib/listen.mjs';
import { root } from '../../src/bin/lib/project.mjs';
import { SIGNAL_PATH } from '../../src/lib/api/signalling';

function aHTTPServer() {
	const server = createServer((_, response) => response.end('here'));
	onTestFinished(() => void server.close());
	return server;
}

async function aTakenPort(): Promise<number> {
	const server = aHTTPServer();
	await once(server.listen(0), 'listening');
	return (server.address() as AddressInfo).port;
}

describe('the port', () => {
	test('is the one asked for, or a clear error', async () => {
		const taken = await aTakenPort();
		await expect(listen(aHTTPServer(), { port: taken, host: null })).rejects.toThrow(
			`Port ${taken} is taken: set PORT to another one.`
		);
		const port = await listen(aHTTPServer(), { port: 0, host: '127.0.0.1' });
		expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
	});

	test('is the next free one when none was asked for, said plainly', async () => {
		const said = vi.spyOn(console, 'log').mockReturnValue();
		onTestFinished(() => said.mockRestore());
		const first = await listen(aHTTPServer(), { port: null, host: null });
		const second = await listen(aHTTPServer(), { port: null, host: null });
		expect(first).toBeGreaterThanOrEqual(3_000);
		expect(second).toBeGreaterThan(first);
		expect(said).toHaveBeenCalledWith(`Port ${first} is taken, trying the next one.`);
	});

	test('of an address that is not ours is a clear error', async () => {
		await expect(listen(aHTTPServer(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(
			'HOST 192.0.2.1 is not an address of this machine.'
		);
	});

	test.each([
		['http', null, 'http://localhost:3000'],
		['http', '0.0.0.0', 'http://localhost:3000'],
		['https', '::', 'https://localhost:3000'],
		['http', '192.0.2.7', 'http://192.0.2.7:3000'],
		['http', 'fd00::2', 'http://[fd00::2]:3000']
	] as const)('is shown in an address a browser takes: %s %s', (protocol, host, address) => {
		expect(addressOf(protocol, host, 3_000)).toBe(address);
	});
});

describe('what is installed', () => {
	const lockfile = (packages: Record<string, { version?: string; optional?: boolean }>) => ({
		packages: { '': {}, ...packages }
	});

	test('is enough when every package is there in its version', () => {
		const wanted = lockfile({ a: { version: '1.0.0' }, other: { version: '2.0.0', optional: true } });
		expect(isInstalled(wanted, lockfile({ a: { version: '1.0.0' } }))).toBe(true);
		expect(isInstalled(wanted, lockfile({ a: { version: '1.0.1' } }))).toBe(false);
		expect(isInstalled(wanted, lockfile({}))).toBe(false);
		expect(isInstalled(wanted, lockfile({ a: { version: '1.0.0' }, other: { version: '1.9.9' } }))).toBe(false);
	});
});

test('CHROMIUM_PATH wins, and must exist', async () => {
	onTestFinished(() => void vi.unstubAllEnvs());
	vi.stubEnv('CHROMIUM_PATH', process.execPath);
	expect(await findChromium()).toBe(process.execPath);
	vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
	await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is /nowhere/chromium, and there is no such file.');
});

test('a certificate made on the spot is one for this machine', async () => {
	const { key, cert } = await makeCertificate();
	const server = https.createServer({ key, cert }, (_, response) => response.end('here'));
	await once(server.listen(0), 'listening');
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	// `ca` makes the client check it, names and addresses included.
	for (const host of ['localhost', '127.0.0.1']) {
		const request = https.get({ host, port, ca: cert, agent: false });
		const [response] = (await once(request, 'response')) as [{ statusCode: number }];
		expect(response.statusCode).toBe(200);
	}
});

// `npm test` builds first; whoever runs this file alone need not have.
describe.skipIf(!isBuilt())('the built server', () => {
	function start(env: Record<string, string>) {
		const child = spawn(process.execPath, ['src/bin/start.mjs'], {
			cwd: root,
			env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', ...env }
		});
		onTestFinished(() => void child.kill('SIGKILL'));
		let printed = '';
		child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
		child.stderr.on('data', (data: Buffer) => (printed += data.toString()));
		return {
			child,
			exit: once(child, 'exit') as Promise<[number | null]>,
			printed: () => printed,
			address: () =>
				vi.waitFor(() => /Video call: (\S+)/.exec(printed)?.[1] ?? expect.fail(printed), { timeout: 20_000 })
		};
	}

	test(
		'serves pages, health and sockets on one port; on SIGTERM says so and exits with 0',
		{ timeout: 30_000 },
		async () => {
			const { child, exit, address } = start({});
			const url = await address();
			expect((await fetch(url)).status).toBe(200);
			expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok', rooms: 0, members: 0 });

			const socket = new WebSocket(`${url.replace('http', 'ws')}${SIGNAL_PATH}`, { origin: url });
			await once(socket, 'open');
			const said: string[] = [];
			socket.on('message', (data: Buffer) => said.push(data.toString()));
			const closed = once(socket, 'close');
			const before = performance.now();
			child.kill('SIGTERM');
			expect((await closed)[0]).toBe(1012);
			expect(said).toContain('{"t":"closing"}');
			expect((await exit)[0]).toBe(0);
			expect(performance.now() - before).toBeLessThan(3_000);
		}
	);

	test('writes into every page what its call needs to know, and no markup with it', { timeout: 30_000 }, async () => {
		const iceServers = [{ urls: 'turn:turn.example.org', username: 'a"><b>&amp;', credential: "it's $& secret" }];
		const url = await start({ ICE_SERVERS: JSON.stringify(iceServers) }).address();
		const page = await (await fetch(`${url}/call/room-1`)).text();
		const written = /<meta name="call-profile" content="([^"]*)"/.exec(page)?.[1] ?? expect.fail(page);
		expect(written).not.toMatch(/[<]/);
		const read = written.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
		expect(JSON.parse(read)).toEqual({ engine: 'local', appID: 1, server: '', iceServers });
	});

	test('refuses to start with a wrong configuration, in a sentence', { timeout: 30_000 }, async () => {
		const { exit, printed } = start({ ICE_SERVERS: 'nonsense' });
		expect((await exit)[0]).toBe(1);
		expect(printed()).toMatch(/^ICE_SERVERS must be .*\.\n$/);
	});
});
