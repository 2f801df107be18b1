/** `npm start -- --https`, and devices in the network that have installed its certificate authority (CA), or not. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLocal, lanAddresses } from '../../../src/bin/lib/certificate.mjs';
import { addressOf } from '../../../src/bin/lib/listen.mjs';
import { start, startHTTPS } from '../support/start';
import { temporaryFolder } from '../support/temporary';
import { Visitor } from './visitor';

const fileIn = (printed: string) => /kept in (.*)\.$/m.exec(printed)?.[1] ?? expect.fail(printed);

/** Takes any certificate, as after a click on the warning. */
const careless = new Visitor({ rejectUnauthorized: false });

async function downloadsCA(url: string): Promise<X509Certificate> {
	const { headers, body } = await careless.asks(`${url}/ca.crt`);
	expect(headers['content-type']).toBe('application/x-x509-ca-cert');
	expect(headers['content-disposition']).toBeUndefined();
	return new X509Certificate(body);
}

/** Trusts the CA of this app and nothing else. */
const trusting = async (url: string) => new Visitor({ ca: (await downloadsCA(url)).toString() });

test('the start says what to do on a phone, and how to know the right CA', async () => {
	const app = startHTTPS(temporaryFolder(), { HOST: '127.0.0.1' });
	const url = await app.address();
	const { fingerprint256 } = await downloadsCA(url);
	for (const words of [`Open ${url}/ca.crt on the device`, 'Certificate Trust Settings', 'Android', fingerprint256])
		expect(app.printed()).toContain(words);
});

test('the next start has the same CA and a new certificate: whoever trusts the CA meets at every local address', async () => {
	const home = temporaryFolder();
	const first = startHTTPS(home);
	const device = await trusting(await first.address());
	const file = fileIn(first.printed());
	expect(file.startsWith(home)).toBe(true);
	const kept = readFileSync(file, 'utf8');
	if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
	first.child.kill('SIGTERM');
	await first.exit;

	const second = startHTTPS(home);
	const { port } = new URL(await second.address());
	for (const address of ['127.0.0.1', ...lanAddresses().filter(isLocal)]) {
		const here = addressOf('https', address, Number(port));
		expect((await device.asks(here)).headers['strict-transport-security']).toBeUndefined();
		await device.joins(here, `from ${address}`);
	}
	expect(readFileSync(file, 'utf8')).toBe(kept);
});

test('where nothing can be kept it runs with a CA for this run, and says so', async () => {
	const home = join(temporaryFolder(), 'no folder');
	writeFileSync(home, '');
	const app = startHTTPS(home);
	const url = await app.address();
	await (await trusting(url)).joins(url, 'Ann');
	expect(app.printed()).toContain('It is for this run only, because it could not be kept: ENOTDIR');
});

test('without HTTPS there is no CA', async () => {
	const url = await start({}).address();
	expect((await fetch(`${url}/ca.crt`)).status).toBe(404);
});
