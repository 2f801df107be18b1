/** A real Chromium whose user has installed the certificate authority (CA) of `--https`, or has not. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { installOnDebian } from '../../../src/bin/lib/browsers.mjs';
import { isLocal, lanAddresses, makeCA, makeCertificate } from '../../../src/bin/lib/certificate.mjs';
import { findChromium } from '../../../src/bin/lib/chromium.mjs';
import { addressOf } from '../../../src/bin/lib/listen.mjs';
import { SIGNAL_PATH } from '../../../src/lib/api/signalling';
import { FLAGS } from '../../chromium.mjs';
import { startHTTPS } from '../support/start';
import { temporaryFolder } from '../support/temporary';

/** Of Debian's `libnss3-tools`: Chromium on Linux trusts what it puts into the database of the user. */
const certutil = (...args: string[]) => spawnSync('certutil', args).status === 0;
const hasCertutil = () => spawnSync('which', ['certutil']).status === 0;
const isLinux = process.platform === 'linux';
if (isLinux && !hasCertutil()) await installOnDebian('libnss3-tools');
const canTrust = isLinux && hasCertutil();
if (!canTrust) console.warn('The tests of Chromium with a CA are skipped: they need certutil on Linux.');

async function openBrowser({ trusting, args = [] }: { trusting?: string; args?: string[] }): Promise<Page> {
	const HOME = temporaryFolder();
	if (trusting !== undefined) {
		const database = join(HOME, '.pki', 'nssdb');
		mkdirSync(database, { recursive: true });
		const file = join(HOME, 'ca.crt');
		writeFileSync(file, trusting);
		const into = ['-d', `sql:${database}`];
		expect(certutil(...into, '-N', '--empty-password')).toBe(true);
		expect(certutil(...into, '-A', '-n', 'video call', '-t', 'C,,', '-a', '-i', file)).toBe(true);
	}
	const executablePath = await findChromium();
	const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...args], env: { ...process.env, HOME } });
	onTestFinished(() => browser.close());
	return browser.newPage();
}

/** What becomes of a socket that the page opens: `open` or `error`. */
const socketOf = (page: Page) =>
	page.evaluate(
		(path) =>
			new Promise<string>((resolve) => {
				const socket = new WebSocket(location.origin.replace('https', 'wss') + path);
				for (const event of ['open', 'error']) socket.addEventListener(event, () => resolve(event));
			}),
		SIGNAL_PATH
	);

describe.skipIf(!canTrust)('Chromium', () => {
	test('with the CA opens pages and sockets at every local address, and refuses the page without it', async () => {
		const app = startHTTPS(temporaryFolder());
		const { port } = new URL(await app.address());
		const pages = ['127.0.0.1', ...lanAddresses().filter(isLocal)].map((host) =>
			addressOf('https', host, Number(port))
		);
		const stranger = await openBrowser({});
		await expect(stranger.goto(pages[0] ?? '')).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
		// As a person does who accepts the warning.
		const downloading = await openBrowser({ args: ['--ignore-certificate-errors'] });
		await downloading.goto(`${pages[0]}/healthz`);
		const trusting = await downloading.evaluate(async () => {
			const bytes = new Uint8Array(await (await fetch('/ca.crt')).arrayBuffer());
			return btoa(String.fromCharCode(...bytes));
		});
		const person = await openBrowser({
			trusting: `-----BEGIN CERTIFICATE-----\n${trusting}\n-----END CERTIFICATE-----\n`
		});
		for (const url of pages) {
			expect((await person.goto(url))?.status()).toBe(200);
			expect(await socketOf(person)).toBe('open');
		}
	});

	test.each(['example.org', '192.0.2.1'])(
		'with the CA refuses a certificate for %s that the CA has signed',
		async (name) => {
			const ca = await makeCA();
			const isAddress = name.startsWith('192');
			const subject = isAddress ? { names: [], addresses: [name] } : { names: [name], addresses: [] };
			const server = https.createServer(await makeCertificate(ca, subject), (_, response) => response.end('here'));
			await once(server.listen(0, '127.0.0.1'), 'listening');
			onTestFinished(() => void server.close());
			const { port } = server.address() as AddressInfo;
			const page = await openBrowser({ trusting: ca.cert, args: [`--host-resolver-rules=MAP ${name} 127.0.0.1`] });
			await expect(page.goto(`https://${name}:${port}`)).rejects.toThrow('net::ERR_CERT');
		}
	);
});
