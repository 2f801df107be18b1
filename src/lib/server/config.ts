/** Reads the configuration from environment variables. For each mistake there is one sentence that names the variable. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { EngineKind } from '../../../machines/engine';
import { videoCodec, type VideoCodec } from '../api/profile';
import { iceServer, iceURL, type IceOptions, type IceServer } from '../api/ice';
import { accessEnvironment, accessOf, type AccessSettings } from './access/settings';
import { ConfigError } from './config.error';

export { ConfigError };

function whole(name: string, min: number, max: number) {
	const message = `${name} must be a whole number from ${min} to ${max}.`;
	return v.pipe(
		v.string(),
		v.regex(/^\d{1,12}$/, message),
		v.transform(Number),
		v.minValue(min, message),
		v.maxValue(max, message)
	);
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const iceMessage =
	'ICE_SERVERS must be a JSON list of RTCIceServer objects, e.g. [{"urls":"stun:stun.example.org"}], with stun: or turn: addresses.';

const relayMessage =
	'ICE_SERVERS has a turn: address without username and credential, which browsers refuse. With TURN_URLS and TURN_SECRET they are made for each person.';

const turnMessage =
	'TURN_URLS must be turn: or turns: addresses separated by commas, e.g. turn:turn.example.org,turn:turn.example.org?transport=tcp.';

const isRelay = ({ urls }: IceServer) => [urls].flat().some((url) => url.startsWith('turn'));
const isComplete = ({ username, credential }: IceServer) => Boolean(username && credential);

const originMessage = 'ORIGIN must be the address people open without any path, e.g. https://call.example.org.';

const isOrigin = (text: string): boolean => {
	if (!URL.canParse(text)) return false;
	const { protocol, origin, href } = new URL(text);
	return /^https?:$/.test(protocol) && href === `${origin}/`;
};

const environment = v.object({
	PORT: v.optional(whole('PORT', 0, 65_535)),
	HOST: v.optional(v.pipe(v.string(), v.regex(/^[\w.:%-]+$/, 'HOST must be a host name or an IP address.'))),
	HTTPS: v.optional(v.picklist(['0', '1'], 'HTTPS must be 1 (on) or 0 (off).'), '0'),
	ORIGIN: v.optional(v.pipe(v.string(), v.check(isOrigin, originMessage))),
	BASE_PATH: v.optional(v.string()),
	/** These two mean the same to SvelteKit's Node adapter, which reads them too: https://svelte.dev/docs/kit/adapter-node */
	ADDRESS_HEADER: v.optional(
		v.pipe(
			v.string(),
			v.toLowerCase(),
			v.regex(/^[a-z0-9_-]+$/, 'ADDRESS_HEADER must be the name of a header, e.g. x-forwarded-for.')
		)
	),
	XFF_DEPTH: v.optional(whole('XFF_DEPTH', 1, 100)),
	/** For demonstrations and tests. */
	ENGINE: v.optional(
		v.picklist(['simulated'], 'ENGINE can only be simulated; ZEGO_APP_ID chooses between the others.')
	),
	ZEGO_APP_ID: v.optional(whole('ZEGO_APP_ID', 1, 4_294_967_295)),
	ZEGO_SERVER_SECRET: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^[\x21-\x7e]{32}$/, 'ZEGO_SERVER_SECRET must be the 32 characters that the ZEGO console shows.')
		)
	),
	/** Otherwise a random one. */
	TOKEN_SECRET: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^[\x21-\x7e]{32}$/, 'TOKEN_SECRET must be 32 characters, for example those of: openssl rand -hex 16.')
		)
	),
	ZEGO_VIDEO_CODEC: v.optional(v.picklist(videoCodec.options, 'ZEGO_VIDEO_CODEC must be H264 or VP8.'), 'H264'),
	ZEGO_SERVER: v.optional(
		v.pipe(v.string(), v.regex(/^wss:\/\/\S+$/, 'ZEGO_SERVER must be the wss:// address that the ZEGO console shows.'))
	),
	ICE_SERVERS: v.optional(
		v.pipe(
			v.config(v.pipe(v.string(), v.parseJson(), v.array(iceServer)), { message: iceMessage }),
			v.check((servers) => servers.filter(isRelay).every(isComplete), relayMessage)
		),
		'[]'
	),
	TURN_URLS: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => text.split(',').map((url) => url.trim())),
			v.check((urls) => urls.every((url) => /^turns?:/.test(url) && v.is(iceURL, url)), turnMessage)
		)
	),
	/** coturn's `static-auth-secret`. */
	TURN_SECRET: v.optional(v.pipe(v.string(), v.minLength(16, 'TURN_SECRET must have at least 16 characters.'))),
	/** Whether who is in the lobby is connected to those in the room already. */
	CONNECT_IN_LOBBY: v.optional(v.picklist(['0', '1'], 'CONNECT_IN_LOBBY must be 1 (on) or 0 (off).'), '0'),
	ICE_TRANSPORT_POLICY: v.optional(v.picklist(['all', 'relay'], 'ICE_TRANSPORT_POLICY must be all or relay.'), 'all'),
	...accessEnvironment,
	ADMIN_KEY: v.optional(v.pipe(v.string(), v.minLength(16, 'ADMIN_KEY must have at least 16 characters.'))),
	METRICS_KEY: v.optional(v.pipe(v.string(), v.minLength(16, 'METRICS_KEY must have at least 16 characters.'))),
	LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`), 'info'),
	/** Seconds, a day at most. A token cannot be revoked, so whoever steals one can use it for this long. */
	TOKEN_LIFETIME: v.optional(whole('TOKEN_LIFETIME', 1, 86_400), '3600'),
	MAX_MEMBERS: v.optional(whole('MAX_MEMBERS', 1, 50), '6'),
	MAX_ROOMS: v.optional(whole('MAX_ROOMS', 1, 1_000_000), '1000'),
	MAX_STREAMS_PER_USER: v.optional(whole('MAX_STREAMS_PER_USER', 1, 16), '4'),
	MAX_SOCKETS_PER_ADDRESS: v.optional(whole('MAX_SOCKETS_PER_ADDRESS', 1, 100_000), '100'),
	MESSAGES_PER_SECOND: v.optional(whole('MESSAGES_PER_SECOND', 1, 10_000), '60'),
	REQUESTS_PER_MINUTE: v.optional(whole('REQUESTS_PER_MINUTE', 1, 100_000), '120')
});

export interface Config {
	/** `null`: the next free one. */
	readonly port: number | null;
	/** `null`: all addresses of this machine. */
	readonly host: string | null;
	readonly https: boolean;
	readonly origin: string | null;
	/** `''`, or the path below which everything is, e.g. `/call-app`. */
	readonly basePath: string;
	readonly addressHeader: string | null;
	readonly forwardedDepth: number;
	readonly engine: EngineKind;
	readonly appID: number;
	readonly secret: string;
	/** ZEGO's server address, or empty: since version 3.7.0 the SDK finds it. */
	readonly server: string;
	/** What streams are sent in on ZEGO. */
	readonly videoCodec: VideoCodec;
	readonly iceServers: readonly IceServer[];
	/** Relays that share a secret with the app. */
	readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
	readonly iceTransportPolicy: IceOptions['iceTransportPolicy'];
	/** Whether who is in the lobby is connected to those in the room already. */
	readonly connectInLobby: boolean;
	/** `null`: whoever has the link of a room may join it. */
	readonly access: AccessSettings | null;
	readonly adminKey: string | null;
	/** `null`: nothing is counted. */
	readonly metricsKey: string | null;
	readonly logLevel: (typeof LOG_LEVELS)[number];
	/** Seconds. */
	readonly tokenLifetime: number;
	readonly maxMembers: number;
	readonly maxRooms: number;
	readonly maxStreamsPerUser: number;
	readonly maxSocketsPerAddress: number;
	readonly messagesPerSecond: number;
	readonly requestsPerMinute: number;
}

/** Tokens contain an app ID. On the local engine there is only this app. */
const LOCAL_APP_ID = 1;

function turnOf({ TURN_URLS: urls, TURN_SECRET: secret }: v.InferOutput<typeof environment>): Config['turn'] {
	if (urls && secret === undefined) {
		throw new ConfigError('TURN_URLS needs TURN_SECRET beside it: the passwords for these relays are made with it.');
	}
	if (secret !== undefined && !urls) {
		throw new ConfigError('TURN_SECRET needs TURN_URLS beside it: the addresses of the relays that know this secret.');
	}
	return urls && secret !== undefined ? { urls, secret } : null;
}

/** Throws `ConfigError`. An empty variable counts as absent. `basePath`: what the app was built for. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, basePath = ''): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
	const result = v.safeParse(environment, given);
	if (!result.success) throw new ConfigError([...new Set(result.issues.map((issue) => issue.message))].join('\n'));
	const e = result.output;
	if (e.BASE_PATH !== undefined && e.BASE_PATH !== basePath) {
		throw new ConfigError(
			`BASE_PATH is ${e.BASE_PATH}, and the app was built for ${basePath || 'the root'}: build it again with this BASE_PATH, or leave it out.`
		);
	}
	if (e.ZEGO_APP_ID !== undefined && e.ZEGO_SERVER_SECRET === undefined) {
		throw new ConfigError('ZEGO_APP_ID needs ZEGO_SERVER_SECRET beside it: the tokens are signed with it.');
	}
	if (e.ZEGO_APP_ID !== undefined && e.TOKEN_SECRET !== undefined) {
		throw new ConfigError(
			'TOKEN_SECRET is of no use beside ZEGO_APP_ID: the tokens are signed with ZEGO_SERVER_SECRET.'
		);
	}
	if (e.XFF_DEPTH !== undefined && e.ADDRESS_HEADER !== 'x-forwarded-for') {
		throw new ConfigError(
			'XFF_DEPTH needs ADDRESS_HEADER=x-forwarded-for beside it: it counts the addresses in that header.'
		);
	}
	const turn = turnOf(e);
	if (e.ICE_TRANSPORT_POLICY === 'relay' && !turn && !e.ICE_SERVERS.some(isRelay)) {
		throw new ConfigError(
			'ICE_TRANSPORT_POLICY=relay needs a relay beside it, in TURN_URLS or ICE_SERVERS: nobody could connect.'
		);
	}
	return {
		port: e.PORT ?? null,
		host: e.HOST ?? null,
		https: e.HTTPS === '1',
		origin: e.ORIGIN === undefined ? null : new URL(e.ORIGIN).origin,
		basePath,
		addressHeader: e.ADDRESS_HEADER ?? null,
		forwardedDepth: e.XFF_DEPTH ?? 1,
		engine: e.ENGINE ?? (e.ZEGO_APP_ID === undefined ? 'local' : 'zego'),
		appID: e.ZEGO_APP_ID ?? LOCAL_APP_ID,
		secret: (e.ZEGO_APP_ID === undefined ? e.TOKEN_SECRET : e.ZEGO_SERVER_SECRET) ?? randomBytes(16).toString('hex'),
		server: e.ZEGO_SERVER ?? '',
		videoCodec: e.ZEGO_VIDEO_CODEC,
		iceServers: e.ICE_SERVERS,
		turn,
		iceTransportPolicy: e.ICE_TRANSPORT_POLICY,
		connectInLobby: e.CONNECT_IN_LOBBY === '1',
		access: accessOf(e),
		adminKey: e.ADMIN_KEY ?? null,
		metricsKey: e.METRICS_KEY ?? null,
		logLevel: e.LOG_LEVEL,
		tokenLifetime: e.TOKEN_LIFETIME,
		maxMembers: e.MAX_MEMBERS,
		maxRooms: e.MAX_ROOMS,
		maxStreamsPerUser: e.MAX_STREAMS_PER_USER,
		maxSocketsPerAddress: e.MAX_SOCKETS_PER_ADDRESS,
		messagesPerSecond: e.MESSAGES_PER_SECOND,
		requestsPerMinute: e.REQUESTS_PER_MINUTE
	};
}
