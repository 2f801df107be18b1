/**
 * Two homes behind NATs, and the Internet between them with the app's server and a relay, in network namespaces. Each NAT
 * gives every destination another port, so neither home can be reached from outside.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findChromium } from '../../../src/bin/lib/chromium.mjs';
import { App } from '../../browser/support/app';
import { launchChromium } from '../../browser/support/chromium';
import { until } from '../../browser/support/until';

export type Home = 'A' | 'B';
const HOMES: readonly Home[] = ['A', 'B'];

const SERVER = '198.51.100.1';
const PORTS = [3000, 3001, 3002];
/** What the app is told of the relay. */
export const RELAY = {
	TURN_URLS: `turn:${SERVER}:3478,turn:${SERVER}:3478?transport=tcp`,
	TURN_SECRET: 'a-secret-of-both'
};

/** The last number of each home's public address. Its private ones are in the net of this number and in the next one. */
const NUMBER: Record<Home, number> = { A: 10, B: 20 };
const outside = (home: Home) => `198.51.100.${NUMBER[home]}`;
const inside = (home: Home, net: number, host: number) => `192.168.${NUMBER[home] + net}.${host}`;
const ROUTER = 1;
const MACHINE = 2;

let count = 0;

export class Homes {
	/** Of this process and this object, so that files that run at the same time don't meet. */
	readonly #name = `call-${process.pid}-${++count}`;
	readonly #files = mkdtempSync(join(tmpdir(), 'homes-'));
	/** In which of its two nets the machine of each home is. */
	readonly #nets: Record<Home, number> = { A: 0, B: 0 };
	#apps = 0;
	#relay: ChildProcess | null = null;

	static open(): Homes {
		removeLeftovers();
		const homes = new Homes();
		homes.#build();
		return homes;
	}

	/** The app, served in the middle. */
	serves(env: Record<string, string> = {}): Promise<App> {
		const port = PORTS[this.#apps++ % PORTS.length];
		return App.start({ HOST: SERVER, PORT: String(port), ...env }, ['ip', 'netns', 'exec', this.#space('S')]);
	}

	async startRelay(): Promise<void> {
		const options = ['--no-tls', '--no-dtls', '--no-cli', '--log-file=stdout', `--pidfile=${this.#files}/relay.pid`];
		const addresses = [`--listening-ip=${SERVER}`, `--relay-ip=${SERVER}`];
		const credentials = ['--use-auth-secret', '--realm=call', `--static-auth-secret=${RELAY.TURN_SECRET}`];
		const args = ['netns', 'exec', this.#space('S'), 'turnserver', '-n', ...addresses, ...credentials, ...options];
		const relay = spawn('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		for (const output of [relay.stdout, relay.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
		this.#relay = relay;
		await until('the relay listens', () => {
			if (relay.exitCode !== null) throw new Error(`The relay did not start: ${said}`);
			const sockets = this.#run('S', 'ss', '-lntuH', 'sport', '=', ':3478');
			return sockets.includes('udp') && sockets.includes('tcp');
		});
	}

	/** A browser in a home. What the app's address lacks of a secure one it is granted. */
	async browser(home: Home): Promise<Browser> {
		const wrapper = join(this.#files, `chromium-${home}`);
		writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${this.#space(home)} '${await findChromium()}' "$@"\n`);
		chmodSync(wrapper, 0o755);
		const origins = PORTS.map((port) => `http://${SERVER}:${port}`).join(',');
		return launchChromium({}, [`--unsafely-treat-insecure-origin-as-secure=${origins}`], wrapper);
	}

	/** A company's firewall, until what this returns is called. */
	blocksUDP(home: Home): () => void {
		return this.#drops(home, '-p', 'udp');
	}

	/** The relay is silent for this home, until what this returns is called. */
	hushesRelay(home: Home): () => void {
		const ends = ['udp', 'tcp'].map((protocol) => this.#drops(home, '-p', protocol, '--dport', '3478'));
		return () => ends.forEach((end) => end());
	}

	/** What others send arrives, and nothing that is sent from here, until what this returns is called. */
	losesWhatItSends(home: Home): () => void {
		return this.#drops(home, '-i', 'inside');
	}

	/** What is sent from here arrives, and nothing that others send, until what this returns is called. */
	losesWhatComes(home: Home): () => void {
		return this.#drops(home, '-o', 'inside');
	}

	/** Nothing gets through, until what this returns is called. */
	cuts(home: Home): () => void {
		return this.#drops(home);
	}

	/** Until what this returns is called, or the test ends: one that fails must not take the network from those that follow. */
	#drops(home: Home, ...packets: string[]): () => void {
		const rule = ['FORWARD', ...packets, '-j', 'DROP'];
		this.#run(`R${home}`, 'iptables', '-I', ...rule);
		let isThere = true;
		const open = () => {
			if (isThere) this.#run(`R${home}`, 'iptables', '-D', ...rule);
			isThere = false;
		};
		onTestFinished(open);
		return open;
	}

	/** A path appears: both routers let everything through, and know the way to the other home. It is gone when what this returns is called. */
	connects(): () => void {
		const change = (home: Home, [route, rule]: ['add', '-I'] | ['del', '-D']) => {
			const other = home === 'A' ? 'B' : 'A';
			this.#run(`R${home}`, 'ip', 'route', route, `${inside(other, 0, 0)}/23`, 'via', outside(other));
			this.#run(`R${home}`, 'iptables', rule, 'FORWARD', '-j', 'ACCEPT');
			this.#run(`R${home}`, 'iptables', '-t', 'nat', rule, 'POSTROUTING', '-d', '192.168.0.0/16', '-j', 'ACCEPT');
		};
		for (const home of HOMES) change(home, ['add', '-I']);
		return () => HOMES.forEach((home) => change(home, ['del', '-D']));
	}

	/** The machine gets another address and has the old one no more, as from Wi-Fi to mobile. Resolves to when. */
	moves(home: Home): number {
		const before = this.#nets[home];
		const after = (this.#nets[home] = 1 - before);
		const at = Date.now();
		this.#run(home, 'ip', 'addr', 'add', `${inside(home, after, MACHINE)}/24`, 'dev', 'wire');
		this.#run(home, 'ip', 'route', 'replace', 'default', 'via', inside(home, after, ROUTER));
		this.#run(home, 'ip', 'addr', 'del', `${inside(home, before, MACHINE)}/24`, 'dev', 'wire');
		return at;
	}

	close(): void {
		this.#relay?.kill('SIGKILL');
		for (const space of spaces()) if (space.startsWith(`${this.#name}-`)) remove(space);
		rmSync(this.#files, { recursive: true });
	}

	/** `S` is the middle, `RA` and `RB` are the routers. */
	#space(place: Home | `R${Home}` | 'S'): string {
		return `${this.#name}-${place}`;
	}

	#run(place: Home | `R${Home}` | 'S', ...command: string[]): string {
		return execFileSync('ip', ['netns', 'exec', this.#space(place), ...command], { stdio: 'pipe', encoding: 'utf8' });
	}

	/** A cable, with an end in each of both places. */
	#wire(from: Home | `R${Home}` | 'S', name: string, to: `R${Home}` | 'S', end: string): void {
		execFileSync('ip', [
			'-n',
			this.#space(from),
			'link',
			'add',
			name,
			'type',
			'veth',
			'peer',
			'name',
			end,
			'netns',
			this.#space(to)
		]);
		this.#run(from, 'ip', 'link', 'set', name, 'up');
		this.#run(to, 'ip', 'link', 'set', end, 'up');
	}

	#build(): void {
		for (const place of ['S', ...HOMES, 'RA', 'RB'] as const) {
			execFileSync('ip', ['netns', 'add', this.#space(place)]);
			// The address of IPv6 comes a second late, and Chromium gives up all it is loading when an address comes.
			for (const which of ['all', 'default'])
				this.#run(place, 'sysctl', '-qw', `net.ipv6.conf.${which}.disable_ipv6=1`);
			this.#run(place, 'ip', 'link', 'set', 'lo', 'up');
		}
		this.#run('S', 'ip', 'link', 'add', 'street', 'type', 'bridge');
		this.#run('S', 'ip', 'link', 'set', 'street', 'up');
		this.#run('S', 'ip', 'addr', 'add', `${SERVER}/24`, 'dev', 'street');
		this.#makeVoid();
		for (const home of HOMES) this.#buildHome(home);
	}

	/** Where packets to private addresses get lost: coturn ends an allocation whose permissions name an address without a route. */
	#makeVoid(): void {
		this.#run('S', ...'ip link add void type veth peer name bottom'.split(' '));
		for (const end of ['void', 'bottom']) this.#run('S', 'ip', 'link', 'set', end, 'up');
		this.#run('S', ...'ip addr add 203.0.113.1/24 dev void'.split(' '));
		this.#run('S', ...'ip neigh add 203.0.113.2 lladdr 02:00:00:00:00:02 dev void nud permanent'.split(' '));
		this.#run('S', ...'ip route add default via 203.0.113.2'.split(' '));
	}

	#buildHome(home: Home): void {
		const router = `R${home}` as const;
		this.#wire(router, 'outside', 'S', `to${home}`);
		this.#run('S', 'ip', 'link', 'set', `to${home}`, 'master', 'street');
		this.#run(router, 'ip', 'addr', 'add', `${outside(home)}/24`, 'dev', 'outside');
		this.#wire(home, 'wire', router, 'inside');
		for (const net of [0, 1])
			this.#run(router, 'ip', 'addr', 'add', `${inside(home, net, ROUTER)}/24`, 'dev', 'inside');
		this.#run(home, 'ip', 'addr', 'add', `${inside(home, 0, MACHINE)}/24`, 'dev', 'wire');
		this.#run(home, 'ip', 'route', 'add', 'default', 'via', inside(home, 0, ROUTER));
		this.#run(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
		this.#run(router, ...'iptables -t nat -A POSTROUTING -o outside -j MASQUERADE --random-fully'.split(' '));
		this.#run(
			router,
			...'iptables -A FORWARD -i outside -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'.split(' ')
		);
		this.#run(router, ...'iptables -A FORWARD -i outside -j DROP'.split(' '));
	}
}

const spaces = (): string[] =>
	execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })
		.split('\n')
		.map((line) => line.split(' ')[0] ?? '')
		.filter(Boolean);

const remove = (space: string): void => void execFileSync('ip', ['netns', 'del', space]);

/** Of test runs that were killed. */
function removeLeftovers(): void {
	for (const space of spaces()) {
		const pid = /^call-(\d+)-/.exec(space)?.[1];
		if (pid !== undefined && !existsSync(`/proc/${pid}`)) remove(space);
	}
}
