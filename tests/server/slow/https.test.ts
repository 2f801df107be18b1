/** `npm start -- --https`, and devices in the network that have installed its certificate authority (CA), or not. */
import { randomUUID, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { parse } from 'valibot';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { isLocal, lanAddresses, makeCA } from '../../../src/bin/lib/certificate.mjs';
import { addressOf } from '../../../src/bin/lib/listen.mjs';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { tokenResponse } from '../../../src/lib/api/token';
import { Person } from '../support/person';
import { start, startHTTPS } from '../support/start';
import { temporaryFolder } from '../support/temporary';

const ROOM = 'room-in-the-network';

const fileIn = (printed: string) => /kept in (.*)\.$/m.exec(printed)?.[1] ?? expect.fail(printed);

/** A device that trusts `ca` and nothing else; without one it takes any certificate, as after a click on the warning. */
class Device {
	readonly #trust: { ca: string } | { rejectUnauthorized: false };

	constructor(ca?: string) {
		this.#trust = ca === undefined ? { rejectUnauthorized: false } : { ca };
	}

	/** Installs what it downloads despite the warning. */
	static async trusting(url: string): Promise<Device> {
		return new Device((await new Device().downloads(url)).toString());
	}

	async asks(url: string, body?: string) {
		const headers = { origin: new URL(url).origin, 'content-type': 'application/json' };
		const request = https.request(url, {
			...this.#trust,
			agent: false,
			method: body === undefined ? 'GET' : 'POST',
			headers
		});
		request.end(body);
		const [response] = (await once(request, 'response')) as [IncomingMessage];
		const chunks = (await response.toArray()) as Buffer[];
		return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
	}

	async downloads(url: string): Promise<X509Certificate> {
		const { headers, body } = await this.asks(`${url}/ca.crt`);
		expect(headers['content-type']).toBe('application/x-x509-ca-cert');
		expect(headers['content-disposition']).toBeUndefined();
		return new X509Certificate(body);
	}

	async opens(url: string): Promise<WebSocket> {
		const socket = new WebSocket(`${url.replace('https', 'wss')}${SIGNAL_PATH}`, { ...this.#trust, origin: url });
		onTestFinished(() => socket.terminate());
		await once(socket, 'open');
		return socket;
	}

	async joins(url: string, name: string): Promise<Person> {
		const { body } = await this.asks(`${url}/api/token`, JSON.stringify({ roomID: ROOM }));
		const identity = parse(tokenResponse, JSON.parse(body.toString()));
		const person = new Person(await this.opens(url), { name, roomID: ROOM, sessionID: randomUUID(), ...identity });
		await person.joins();
		return person;
	}
}

test('a device that installed the CA opens pages and sockets at every local address; another one opens neither', async () => {
	const app = startHTTPS(temporaryFolder());
	const url = await app.address();
	const device = await Device.trusting(url);
	for (const address of ['127.0.0.1', ...lanAddresses().filter(isLocal)]) {
		const here = addressOf('https', address, Number(new URL(url).port));
		const page = await device.asks(here);
		expect(page.status).toBe(200);
		expect(page.headers['strict-transport-security']).toBeUndefined();
		await device.joins(here, `from ${address}`);

		const { cert: another } = await makeCA();
		for (const stranger of [new Device(another), new Device('')]) {
			await expect(stranger.asks(here)).rejects.toThrow('unable to verify the first certificate');
			await expect(stranger.opens(here)).rejects.toThrow('unable to verify the first certificate');
		}
	}
});

test('the start says what to do on a phone, and how to know the right CA', async () => {
	const app = startHTTPS(temporaryFolder(), { HOST: '127.0.0.1' });
	const url = await app.address();
	const { fingerprint256 } = await new Device().downloads(url);
	for (const words of [`Open ${url}/ca.crt on the device`, 'Certificate Trust Settings', 'Android', fingerprint256])
		expect(app.printed()).toContain(words);
});

test('the next start has the same CA and a new certificate, which whoever trusts the CA trusts', async () => {
	const home = temporaryFolder();
	const first = startHTTPS(home);
	const device = await Device.trusting(await first.address());
	const file = fileIn(first.printed());
	expect(file.startsWith(home)).toBe(true);
	const kept = readFileSync(file, 'utf8');
	if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
	first.child.kill('SIGTERM');
	await first.exit;

	const second = startHTTPS(home);
	await device.joins(await second.address(), 'Ann');
	expect(readFileSync(file, 'utf8')).toBe(kept);
});

test('a CA that is broken ends the start with one message that names its file', async () => {
	const home = temporaryFolder();
	const first = startHTTPS(home);
	await first.address();
	const file = fileIn(first.printed());
	writeFileSync(file, 'nonsense');
	const { exit, printed } = startHTTPS(home);
	expect((await exit)[0]).toBe(1);
	expect(printed()).toMatch(/^The certificate authority in .* cannot be used: .*\.\nDelete the file: .*\.\n$/);
	expect(printed()).toContain(file);
});

test('where nothing can be kept it runs with a CA for this run, and says so', async () => {
	const home = join(temporaryFolder(), 'no folder');
	writeFileSync(home, '');
	const app = startHTTPS(home);
	const url = await app.address();
	await (await Device.trusting(url)).joins(url, 'Ann');
	expect(app.printed()).toContain('It is for this run only, because it could not be kept: ENOTDIR');
});

test('without HTTPS there is no CA', async () => {
	const url = await start({}).address();
	expect((await fetch(`${url}/ca.crt`)).status).toBe(404);
});
