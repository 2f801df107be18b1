/** The certificate authority of this machine, and what it signs. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { isIP, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadCA } from '../../src/bin/lib/ca.mjs';
import { isLocal, lanAddresses, makeCA, makeCertificate, type Pair } from '../../src/bin/lib/certificate.mjs';
import { temporaryFolder } from './support/temporary';

const DAY = 86_400_000;

let ca: Pair;
beforeAll(async () => void (ca = await makeCA()));

/** The status that a client gets which trusts only `trusted`, from a server on `address` that it calls `name`. */
async function statusOf({ key, cert }: Pair, trusted: string, name: string, address = '127.0.0.1') {
	const server = https.createServer({ key, cert }, (_, response) => response.end('here'));
	await once(server.listen(0, address), 'listening');
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	const checkServerIdentity = (_: string, shown: Parameters<typeof tls.checkServerIdentity>[1]) =>
		tls.checkServerIdentity(name, shown);
	const servername = isIP(name) ? '' : name;
	const request = https.get({ host: address, port, ca: trusted, servername, checkServerIdentity, agent: false });
	const [response] = (await once(request, 'response')) as [{ statusCode: number }];
	return response.statusCode;
}

describe("the server's certificate", () => {
	test("is trusted at this machine's names and local addresses by whoever trusts the CA, and by nobody else", async () => {
		const certificate = await makeCertificate(ca);
		for (const name of ['localhost', '127.0.0.1', '::1', ...lanAddresses().filter(isLocal)])
			expect(await statusOf(certificate, ca.cert, name)).toBe(200);
		const { cert } = await makeCA();
		await expect(statusOf(certificate, cert, 'localhost')).rejects.toThrow('unable to verify');
	});

	test('is as iPhones want it: for servers, with names, for less than 398 days', async () => {
		const { cert } = await makeCertificate(ca);
		const { validFrom, validTo, keyUsage, subjectAltName, ca: isCA } = new X509Certificate(cert);
		expect(Date.parse(validTo) - Date.parse(validFrom)).toBeLessThan(398 * DAY);
		expect(Date.parse(validFrom)).toBeLessThan(Date.now());
		expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
		expect(subjectAltName).toContain('DNS:localhost');
		expect(isCA).toBe(false);
	});

	test.each([
		'example.org',
		'localhost.example.org',
		'local.example.org',
		'8.8.8.8',
		'2001:4860:4860::8888',
		'172.32.0.1'
	])('for %s is refused, though the CA signed it', async (name) => {
		const subject = isIP(name) ? { names: [], addresses: [name] } : { names: [name], addresses: [] };
		const certificate = await makeCertificate(ca, subject);
		await expect(statusOf(certificate, ca.cert, name)).rejects.toThrow('permitted subtree violation');
	});
});

describe('the CA', () => {
	const newFile = () => join(temporaryFolder(), 'data', 'video-call', 'ca.pem');

	test('is made once, and only its owner can read it', async () => {
		const file = newFile();
		const place = () => file;
		const [first, other] = await Promise.all([loadCA(place), loadCA(place)]);
		expect(first).toMatchObject({ kept: file });
		expect(other).toEqual(first);
		expect(await loadCA(place)).toEqual(first);
		const certificate = await makeCertificate((await loadCA(place)).ca);
		expect(await statusOf(certificate, first.ca.cert, 'localhost')).toBe(200);
		if (process.platform !== 'win32') {
			expect(statSync(file).mode & 0o777).toBe(0o600);
			expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
		}
	});

	test('is for this run only where no file can be written, or where the user has no home', async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'data'), '');
		const unwritable = await loadCA(() => join(folder, 'data', 'video-call', 'ca.pem'));
		expect(unwritable).toMatchObject({ lost: expect.stringContaining('ENOTDIR') as string });
		const homeless = await loadCA(() => {
			throw new Error('no home');
		});
		expect(homeless).toMatchObject({ lost: 'no home' });
		for (const { ca } of [unwritable, homeless])
			expect(await statusOf(await makeCertificate(ca), ca.cert, 'localhost')).toBe(200);
	});

	const together = ({ cert, key }: Pair) => cert + key;
	test.each([
		['nonsense', () => 'nonsense', 'it does not hold a certificate and its key'],
		['half of it', () => ca.cert, 'it does not hold a certificate and its key'],
		['the key of another', async () => ca.cert + (await makeCA()).key, 'its key is not that of its certificate'],
		['no CA', async () => together(await makeCertificate(ca)), 'this app did not make it']
	])('is not replaced where the file holds %s: it says which file to delete', async (_, content, why) => {
		const file = newFile();
		mkdirSync(join(file, '..'), { recursive: true });
		const held = await content();
		writeFileSync(file, held);
		const said = loadCA(() => file);
		await expect(said).rejects.toThrow(`The certificate authority in ${file} cannot be used: `);
		await expect(said).rejects.toThrow(why);
		await expect(said).rejects.toThrow('Delete the file');
		await expect(said).rejects.toMatchObject({ name: 'CommandError' });
		expect(readFileSync(file, 'utf8')).toBe(held);
	});

	test('that cannot be read says which file it is', async () => {
		const file = newFile();
		mkdirSync(file, { recursive: true });
		await expect(loadCA(() => file)).rejects.toThrow(`The certificate authority in ${file} cannot be used: EISDIR`);
	});

	test('that is no longer valid says so', async () => {
		const file = newFile();
		await loadCA(() => file);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_651 * DAY });
		onTestFinished(() => void vi.useRealTimers());
		await expect(loadCA(() => file)).rejects.toThrow('it was valid until');
	});
});
