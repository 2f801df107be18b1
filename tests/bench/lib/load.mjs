/** What many people at once cost the room server, next to a bare `ws` server, and how soon all are back after a restart. */
import { setTimeout as wait } from 'node:timers/promises';
import { show, table } from './figures.mjs';
import { goal, printGoals } from './goals.mjs';
import { start } from './process.mjs';
import { usageOf } from './usage.mjs';

const ROOMS = 1_000;
const PER_ROOM = 5;
const PEOPLE = ROOMS * PER_ROOM;
/** Until memory no longer moves (ms). */
const SETTLE = 5_000;
const TALK = 20_000;
/** A beat each way, and a message in and out, for everyone each second. */
const MESSAGES = (PEOPLE * 4 * TALK) / 1_000;
const ALL_IN_WITHIN = 120_000;

const OURS_ENV = {
	HOST: '127.0.0.1',
	HTTPS: '0',
	ORIGIN: undefined,
	ZEGO_APP_ID: undefined,
	// Tokens are good after a restart.
	TOKEN_SECRET: '0123456789abcdef0123456789abcdef',
	LOG_LEVEL: 'warn',
	REQUESTS_PER_MINUTE: '100000',
	MAX_ROOMS: `${2 * ROOMS}`,
	MAX_SOCKETS_PER_ADDRESS: `${2 * PEOPLE}`
};

const SERVERS = {
	ours: { command: ['src/bin/start.mjs'], ready: /Video call: \S+:(\d+)\s/, env: OURS_ENV },
	bare: { command: ['tests/bench/peers/bare.server.mjs'], ready: /ready (\d+) /, env: {} }
};

/** @param {import('./closers.mjs').Closers} closers @param {keyof typeof SERVERS} kind @param {number} [port] */
const serve = (closers, kind, port = 0) => {
	const { command, ready, env } = SERVERS[kind];
	return start(closers, [process.execPath, ...command], { ready, env: { ...env, PORT: `${port}` } });
};

/** @param {import('./closers.mjs').Closers} closers @param {keyof typeof SERVERS} kind @param {AbortSignal} signal */
async function measureServer(closers, kind, signal) {
	const server = await serve(closers, kind);
	const port = Number(server.match[1]);
	const empty = usageOf(server.pid);
	const began = Date.now();
	const command = [process.execPath, 'tests/bench/lib/crowd.mjs', `http://127.0.0.1:${port}`];
	const crowd = await start(closers, [...command, `${ROOMS}`, `${PER_ROOM}`, kind], {
		ready: /^in$/m,
		within: ALL_IN_WITHIN
	});
	const joined = Date.now() - began;
	await wait(SETTLE, undefined, { signal });
	const full = usageOf(server.pid);
	crowd.stdin.write('talk\n');
	const before = usageOf(server.pid);
	await wait(TALK, undefined, { signal });
	const cpu = usageOf(server.pid).cpu - before.cpu;
	const back = kind === 'ours' ? await restart(closers, server, crowd, port) : NaN;
	await crowd.kill();
	return { kind, joined, memory: (full.memory - empty.memory) / PEOPLE, cpu: (cpu * 1_000) / MESSAGES, back };
}

/**
 * Milliseconds from the end of the server until everyone is in again at the next one.
 * @param {import('./closers.mjs').Closers} closers
 * @param {Awaited<ReturnType<typeof start>>} server
 * @param {Awaited<ReturnType<typeof start>>} crowd
 * @param {number} port
 */
async function restart(closers, server, crowd, port) {
	const killed = Date.now();
	await server.kill();
	const back = new Promise((resolve) => crowd.stdout.once('data', resolve));
	await serve(closers, 'ours', port);
	await Promise.race([back, wait(ALL_IN_WITHIN)]);
	return Date.now() - killed;
}

/** Null where Linux does not tell what a process uses. @param {import('./closers.mjs').Closers} closers @param {AbortSignal} signal */
export async function measureLoad(closers, signal) {
	if (process.platform !== 'linux') {
		console.log('The load of the server is not measured: that needs Linux.');
		return null;
	}
	const bare = await measureServer(closers, 'bare', signal);
	const ours = await measureServer(closers, 'ours', signal);
	const ratio = { memory: ours.memory / bare.memory, cpu: ours.cpu / bare.cpu };
	console.log(`\n${PEOPLE} sockets in ${ROOMS} rooms\n`);
	console.log(
		table([
			['', 'ms until all are in', 'kB for each', '× bare', 'µs for a message', '× bare', 'ms until all are back'],
			...[bare, ours].map(({ kind, joined, memory, cpu, back }) => [
				kind === 'bare' ? 'bare ws' : 'this server',
				show(joined),
				show(memory / 1_000, 1),
				show(memory / bare.memory, 2),
				show(cpu, 1),
				show(cpu / bare.cpu, 2),
				show(back)
			])
		])
	);
	const goals = [
		goal('memory for each, × bare ws', ratio.memory, 1.25, 2),
		goal('CPU for a message, × bare ws', ratio.cpu, 1.15, 2),
		goal('ms until all are back after a restart', ours.back, 10_000)
	];
	printGoals(goals);
	return { goals, bare, ours };
}
