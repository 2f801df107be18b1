/** The built app behind real proxies, with the settings that `deploy/` has for them. */
import { describe, expect, test } from 'vitest';
import { Behind } from './behind';
import { obstacle, PROXIES } from './proxy';

const why = await obstacle();
if (why !== null) console.warn(`The tests behind proxies are skipped: ${why}.`);

describe.skipIf(why !== null).each(PROXIES)('behind %s', { timeout: 30_000 }, (name) => {
	test('two people meet over TLS', async () => {
		const behind = await Behind.start(name);
		const ann = await behind.joins('Ann');
		await behind.joins('Ben');
		expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
	});

	test('limits count the address of the client, and nobody can claim another one', async () => {
		const behind = await Behind.start(name, { MAX_SOCKETS_PER_ADDRESS: '1' });
		await behind.opens();
		await expect(behind.opens()).rejects.toThrow('429');
		await expect(behind.opens({ headers: { 'x-forwarded-for': '192.0.2.1' } })).rejects.toThrow('429');
		await behind.opens({ localAddress: '127.0.0.2' });
	});

	test('pages are compressed, and caches are told so, and that they differ by language', async () => {
		const behind = await Behind.start(name);
		const plain = await behind.asks('/');
		const packed = await behind.asks('/', { headers: { 'accept-encoding': 'gzip' } });
		expect(plain.headers['content-encoding']).toBeUndefined();
		expect(packed.headers['content-encoding']).toBe('gzip');
		for (const header of ['accept-encoding', 'accept-language', 'cookie'])
			expect(packed.headers.vary?.toLowerCase()).toContain(header);
		expect(packed.body.length).toBeLessThan(plain.body.length / 1.5);
	});

	test('files come compressed as they were built, for good, and caches are told so', async () => {
		const behind = await Behind.start(name);
		const page = (await behind.asks('/')).body.toString();
		const file = /\/_app\/immutable\/assets\/[\w.-]+\.css/.exec(page)?.[0] ?? expect.fail(page);
		const plain = await behind.asks(file);
		expect(plain.headers['content-type']).toMatch(/^text\/css/);
		for (const encoding of ['gzip', 'br']) {
			const packed = await behind.asks(file, { headers: { 'accept-encoding': encoding } });
			expect(packed.headers).toMatchObject({
				'content-encoding': encoding,
				'content-type': plain.headers['content-type']
			});
			expect(packed.headers.vary?.toLowerCase()).toContain('accept-encoding');
			expect(packed.headers['cache-control']).toContain('immutable');
			expect(packed.body.length).toBeLessThan(plain.body.length / 1.5);
		}
	});
});

test.skipIf(why !== null)(
	'a cache keeps a page for each language, and gives nobody that of another',
	{ timeout: 30_000 },
	async () => {
		const behind = await Behind.start('nginx', {}, { path: '', cache: true });
		const read = async (headers: Record<string, string>) => {
			const { headers: answer, body } = await behind.asks('/', { headers });
			return [answer['x-cache'], /<html lang="(\w+)"/.exec(body.toString())?.[1]];
		};
		for (const cached of ['MISS', 'HIT']) {
			expect(await read({ 'accept-language': 'en' })).toEqual([cached, 'en']);
			expect(await read({ 'accept-language': 'zh' })).toEqual([cached, 'zh']);
			expect(await read({ 'accept-language': 'en', cookie: 'PARAGLIDE_LOCALE=zh' })).toEqual([cached, 'zh']);
		}
	}
);
