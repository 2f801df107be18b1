import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/lib/server/config';
import { profileOf } from '../../src/lib/server/profile';

const SECRET = '0123456789abcdef0123456789abcdef';

test('nothing needs to be configured', () => {
	const config = readConfig({});
	expect(config).toMatchObject({
		port: null,
		host: null,
		https: false,
		engine: 'local',
		tokenLifetime: 3_600,
		maxMembers: 6
	});
	expect(config.secret).toHaveLength(32);
	expect(readConfig({}).secret).not.toBe(config.secret);
});

test('an empty variable is as good as none', () => {
	expect(readConfig({ PORT: '', ZEGO_APP_ID: ' ', ICE_SERVERS: '' })).toMatchObject({
		port: null,
		engine: 'local',
		iceServers: []
	});
});

test("ZEGO's cloud takes an app ID and its secret; the page is told all but the secret", () => {
	const config = readConfig({ ZEGO_APP_ID: '42', ZEGO_SERVER_SECRET: SECRET, ADMIN_KEY: 'a-key-of-the-host' });
	expect(config).toMatchObject({ engine: 'zego', appID: 42, secret: SECRET });
	expect(profileOf(config)).toEqual({ engine: 'zego', appID: 42, server: '', iceServers: [] });
});

test('the simulated engine runs only where it is asked for', () => {
	expect(readConfig({ ENGINE: 'simulated' })).toMatchObject({ engine: 'simulated' });
	expect(() => readConfig({ ENGINE: 'local' })).toThrow(ConfigError);
});

test('a secret alone keeps the local engine, with tokens that outlive a restart', () => {
	expect(readConfig({ ZEGO_SERVER_SECRET: SECRET })).toMatchObject({ engine: 'local', secret: SECRET });
});

test('ICE servers are passed on as they are', () => {
	const ICE_SERVERS = '[{"urls":"stun:a.example"},{"urls":["turns:b.example:443"],"username":"u","credential":"c"}]';
	expect(readConfig({ ICE_SERVERS }).iceServers).toEqual(JSON.parse(ICE_SERVERS));
});

describe('a mistake is said in a sentence that names the variable', () => {
	test.each([
		['PORT', '70000'],
		['PORT', '3000.5'],
		['PORT', '-1'],
		['HOST', 'http://here'],
		['HTTPS', 'yes'],
		['ORIGIN', 'here'],
		['ZEGO_APP_ID', 'abc'],
		['ZEGO_APP_ID', '42'],
		['ZEGO_SERVER_SECRET', 'short'],
		['ZEGO_SERVER_SECRET', 'ü'.repeat(32)],
		['ZEGO_SERVER', 'http://zego'],
		['ICE_SERVERS', 'stun:a.example'],
		['ICE_SERVERS', '{"urls":"stun:a.example"}'],
		['ICE_SERVERS', '[{"urls":"https://a.example"}]'],
		['TOKEN_LIFETIME', '0'],
		['TOKEN_LIFETIME', '86401'],
		['ADMIN_KEY', 'short'],
		['LOG_LEVEL', 'loud'],
		['MAX_MEMBERS', '0']
	])('%s=%s', (name, value) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(new RegExp(`^${name} [^\\n]+\\.$`));
	});

	test('and all of them at once', () => {
		expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT .*\.\nLOG_LEVEL .*\.$/);
	});
});
