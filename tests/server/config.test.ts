import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/lib/server/config';
import { profileOf } from '../../src/lib/server/profile';

const SECRET = '0123456789abcdef0123456789abcdef';

test('without any variable there is a complete configuration, with a new secret each time', () => {
	const config = readConfig({});
	expect(config).toMatchObject({ port: null, host: null, https: false, engine: 'local', tokenLifetime: 3_600 });
	expect(config.secret).toHaveLength(32);
	expect(readConfig({}).secret).not.toBe(config.secret);
});

test('an empty variable counts as absent', () => {
	const config = readConfig({ PORT: '', ZEGO_APP_ID: ' ', ICE_SERVERS: '' });
	expect(config).toMatchObject({ port: null, engine: 'local', iceServers: [] });
});

test('ZEGO_APP_ID and its secret choose ZEGO; pages are told no secret', () => {
	const config = readConfig({ ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: SECRET, ADMIN_KEY: 'a-key-of-the-host' });
	expect(config).toMatchObject({ engine: 'zego', appID: 42, secret: SECRET });
	expect(profileOf(config)).toEqual({
		engine: 'zego',
		appID: 42,
		server: '',
		videoCodec: 'H264',
		iceTransportPolicy: 'all'
	});
});

test('ENGINE=simulated chooses the simulated engine', () => {
	expect(readConfig({ ENGINE: 'simulated' })).toMatchObject({ engine: 'simulated' });
});

test('the tokens of the local engine survive a restart, and are good in another process, with TOKEN_SECRET', () => {
	expect(readConfig({ TOKEN_SECRET: SECRET })).toMatchObject({ engine: 'local', secret: SECRET });
	expect(readConfig({ ZEGO_SERVER_SECRET: SECRET }).secret).not.toBe(SECRET);
});

test('TOKEN_SECRET beside ZEGO_APP_ID, where nothing is signed with it, is refused', () => {
	const both = { ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: SECRET, TOKEN_SECRET: SECRET };
	expect(() => readConfig(both)).toThrow(/^TOKEN_SECRET [^\n]+\.$/);
});

test('ICE_SERVERS are passed on unchanged', () => {
	const ICE_SERVERS = '[{"urls":"stun:a.example"},{"urls":["turns:b.example:443"],"username":"u","credential":"c"}]';
	expect(readConfig({ ICE_SERVERS }).iceServers).toEqual(JSON.parse(ICE_SERVERS));
});

test('ICE_TRANSPORT_POLICY=relay sends media only through relays, of which there must be one', () => {
	expect(readConfig({}).iceTransportPolicy).toBe('all');
	const relay = { ICE_TRANSPORT_POLICY: 'relay', TURN_URLS: 'turns:b.example:443', TURN_SECRET: SECRET };
	expect(profileOf(readConfig(relay)).iceTransportPolicy).toBe('relay');
	const { ICE_TRANSPORT_POLICY } = relay;
	const urls = '["stun:a.example","turns:b.example:443"]';
	const ICE_SERVERS = `[{"urls":${urls},"username":"u","credential":"c"}]`;
	expect(profileOf(readConfig({ ICE_TRANSPORT_POLICY, ICE_SERVERS })).iceTransportPolicy).toBe('relay');
	expect(() => readConfig({ ICE_TRANSPORT_POLICY, ICE_SERVERS: '[{"urls":"stun:a.example"}]' })).toThrow(
		/^ICE_TRANSPORT_POLICY=relay needs [^\n]+\.$/
	);
});

test('TURN_URLS are separated by commas, and need the secret that they share with the app', () => {
	const TURN_URLS = 'turn:a.example, turn:a.example:3478?transport=tcp,turns:[2001:db8::1]';
	expect(readConfig({ TURN_URLS, TURN_SECRET: SECRET }).turn).toEqual({
		urls: ['turn:a.example', 'turn:a.example:3478?transport=tcp', 'turns:[2001:db8::1]'],
		secret: SECRET
	});
	expect(readConfig({}).turn).toBeNull();
});

test('AUTH_SECRET or AUTH_JWKS turns access control on, not both; pages are told where to log in, and no secret', () => {
	const AUTH_SECRET = 'ü'.repeat(16);
	expect(readConfig({}).access).toBeNull();
	expect(readConfig({ AUTH_SECRET }).access).toEqual({
		keys: { secret: AUTH_SECRET },
		issuer: null,
		audience: null,
		url: null
	});
	const AUTH_URL = 'https://login.example/calls';
	const config = readConfig({
		AUTH_JWKS: 'https://login.example/jwks.json',
		AUTH_URL,
		AUTH_ISSUER: 'a',
		AUTH_AUDIENCE: 'b'
	});
	expect(config.access).toMatchObject({
		keys: { jwks: 'https://login.example/jwks.json' },
		issuer: 'a',
		audience: 'b'
	});
	expect(profileOf(config)).toMatchObject({ login: { url: AUTH_URL } });
	expect(JSON.stringify(profileOf(readConfig({ AUTH_SECRET })))).not.toContain(AUTH_SECRET);
	expect(() => readConfig({ AUTH_SECRET, AUTH_JWKS: 'https://login.example' })).toThrow(/^AUTH_SECRET [^\n]+\.$/);
});

describe('a mistake is one sentence that names the variable', () => {
	test.each([
		['PORT', '70000'],
		['PORT', '3000.5'],
		['PORT', '-1'],
		['HOST', 'http://here'],
		['HTTPS', 'yes'],
		['ORIGIN', 'here'],
		['ORIGIN', 'localhost:3000'],
		['ORIGIN', 'https://call.example.org/calls'],
		['ADDRESS_HEADER', 'X-Forwarded-For: client'],
		['XFF_DEPTH', '2'],
		['ENGINE', 'local'],
		['ZEGO_APP_ID', 'abc'],
		['ZEGO_APP_ID', '42'],
		['ZEGO_SERVER_SECRET', 'short'],
		['ZEGO_SERVER_SECRET', 'ü'.repeat(32)],
		['TOKEN_SECRET', 'short'],
		['ZEGO_SERVER', 'http://zego'],
		['ZEGO_VIDEO_CODEC', 'AV1'],
		['ICE_SERVERS', 'stun:a.example'],
		['ICE_SERVERS', '{"urls":"stun:a.example"}'],
		['ICE_SERVERS', '[{"urls":"https://a.example"}]'],
		['ICE_SERVERS', '[{"urls":"turn://a.example","username":"u","credential":"c"}]'],
		['ICE_SERVERS', '[{"urls":"stun:a.example?transport=tcp"}]'],
		['ICE_SERVERS', '[{"urls":"turn:a.example"}]'],
		['ICE_SERVERS', '[{"urls":"turn:a.example","username":"u"}]'],
		['ICE_SERVERS', '[{"urls":"turn:a.example","username":"u","credential":""}]'],
		['ICE_SERVERS', '[{"urls":["stun:a.example","turns:a.example"],"credential":"c"}]'],
		['TURN_URLS', 'turn:a.example'],
		['TURN_URLS', 'stun:a.example'],
		['TURN_URLS', 'turn:a.example turn:b.example'],
		['TURN_URLS', ','],
		['TURN_SECRET', SECRET],
		['TURN_SECRET', 'short'],
		['ICE_TRANSPORT_POLICY', 'direct'],
		['TOKEN_LIFETIME', '0'],
		['TOKEN_LIFETIME', '86401'],
		['AUTH_SECRET', 'x'.repeat(31)],
		['AUTH_JWKS', 'http://login.example/jwks.json'],
		['AUTH_JWKS', 'ftp://login.example/jwks.json'],
		['AUTH_JWKS', 'https://'],
		['AUTH_JWKS', '/no/such/file.json'],
		['AUTH_ISSUER', 'https://login.example'],
		['AUTH_AUDIENCE', 'calls'],
		['AUTH_URL', 'https://login.example'],
		['AUTH_URL', 'javascript:alert(1)'],
		['ADMIN_KEY', 'short'],
		['METRICS_KEY', 'short'],
		['LOG_LEVEL', 'loud'],
		['MAX_MEMBERS', '0']
	])('%s=%s', (name, value) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(new RegExp(`^${name} [^\\n]+\\.$`));
	});

	test('and all mistakes are reported at once', () => {
		expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT .*\.\nLOG_LEVEL .*\.$/);
	});
});
