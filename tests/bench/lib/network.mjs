/**
 * The network between two browsers and the servers. With root it is emulated by three network namespaces, and every path has the
 * round-trip time. Otherwise only TCP connections to the servers are delayed, by a proxy.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../../../src/bin/lib/project.mjs';
import { start } from './process.mjs';

/**
 * @typedef {'A' | 'B' | 'S'} Place A: the person who waits, B: the person who joins, S: servers
 * @typedef {import('./closers.mjs').Closers} Closers
 * @typedef {{
 *   host: string, inside(place: Place): string[], pids(place: Place): number[], reach(port: number): Promise<number>, setRTT(ms: number): Promise<void>,
 *   outage: ((place: Place, ms: number) => Promise<number>) | null, shape: ((from: Place, to: Place, path: Path) => Promise<void>) | null
 * }} Network `pids`: of all processes there. `outage`: nothing leaves or reaches the place for so long; resolves to the time when it is over. `shape`: what this
 * direction does to packets from now on. Null if that can't be had
 * @typedef {{ rate?: number, queue?: number, loss?: number, burst?: number }} Path
 * kbit/s, and after how many ms of waiting a packet is dropped; % of packets that are lost, and how many in a row on average
 */

/** As home routers have (ms). */
const QUEUE = 300;

/** Why the network cannot be emulated here; null if it can. */
export function obstacle() {
	if (process.platform !== 'linux') return 'that takes Linux';
	if (process.getuid?.() !== 0) return 'that takes root';
	for (const tool of ['ip', 'python3']) if (spawnSync(tool, ['-V']).error) return `there is no ${tool} here`;
	try {
		accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
	} catch {
		return 'there is no /dev/net/tun here';
	}
	return null;
}

/** @param {Closers} closers @returns {Promise<Network>} */
export async function emulatedNetwork(closers) {
	const prefix = `vc${process.pid}`;
	const command = ['python3', '-B', join(root, 'tests/bench/netem.py'), prefix];
	const { stdin, stdout } = await start(closers, command, { ready: /^up$/m });
	/** @param {string} line */
	async function say(line) {
		const obeyed = once(stdout, 'data');
		stdin.write(`${line}\n`);
		await obeyed;
	}
	return {
		host: '10.9.3.1',
		inside: (place) => ['ip', 'netns', 'exec', `${prefix}-${place}`],
		pids: (place) =>
			spawnSync('ip', ['netns', 'pids', `${prefix}-${place}`], { encoding: 'utf8' })
				.stdout.split('\n')
				.flatMap((line) => (line === '' ? [] : [Number(line)])),
		reach: (port) => Promise.resolve(port),
		setRTT: (ms) => say(`rtt ${ms}`),
		async outage(place, ms) {
			await say(`cut ${place}`);
			await pause(ms);
			await say(`mend ${place}`);
			return Date.now();
		},
		async shape(from, to, { rate = 0, queue = QUEUE, loss = 0, burst = 1 }) {
			await say(`rate ${from} ${to} ${rate} ${queue}`);
			await say(`loss ${from} ${to} ${loss} ${burst}`);
		}
	};
}

/** @param {Closers} closers @returns {Network} */
export function oneMachine(closers) {
	const host = '127.0.0.1';
	let oneWay = 0;
	/** @type {Set<net.Socket>} */
	const sockets = new Set();

	/** @param {net.Socket} from @param {net.Socket} to @param {number} opening ms before the first byte is sent */
	function carry(from, to, opening) {
		let free = performance.now() + opening;
		const later = (/** @type {() => void} */ deliver) => {
			free = Math.max(free, performance.now() + oneWay);
			setTimeout(deliver, free - performance.now());
		};
		from.on('data', (data) => later(() => to.writable && to.write(data)));
		from.on('close', () => {
			sockets.delete(from);
			later(() => to.destroy());
		});
		from.on('error', () => to.destroy());
		sockets.add(from);
	}

	return {
		host,
		inside: () => [],
		pids: () => [],
		async reach(port) {
			const proxy = net.createServer({ noDelay: true }, (client) => {
				const server = net.connect({ port, host, noDelay: true });
				// TCP needs a round trip to connect, and half of one for the first byte.
				carry(client, server, 3 * oneWay);
				carry(server, client, 0);
			});
			closers.add(() => {
				proxy.close();
				for (const socket of sockets) socket.destroy();
				return Promise.resolve();
			});
			await once(proxy.listen(0, host), 'listening');
			return /** @type {net.AddressInfo} */ (proxy.address()).port;
		},
		setRTT(ms) {
			oneWay = ms / 2;
			return Promise.resolve();
		},
		outage: null,
		shape: null
	};
}
