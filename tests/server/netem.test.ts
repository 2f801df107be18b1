/** The benchmark's network: how long a packet takes, and which are lost. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Closers } from '../bench/lib/closers.mjs';
import { emulatedNetwork, obstacle } from '../bench/lib/network.mjs';

const hasPython = spawnSync('python3', ['-V']).status === 0;
const why = obstacle();
if (!hasPython) console.warn('Skipped: what a link does to packets, because there is no python3 here.');
if (why !== null) console.warn(`Skipped: the emulated network, because ${why}.`);

/** Runs these lines with a `link`, and parses what they print. */
function say(...lines: string[]): unknown {
	const code = ['import json', 'from link import Link', 'link = Link(seed=1)', ...lines].join('\n');
	const options = { cwd: new URL('../bench', import.meta.url), encoding: 'utf8' as const };
	const { stdout, stderr } = spawnSync('python3', ['-B', '-c', code], options);
	if (stderr !== '') throw new Error(stderr);
	return JSON.parse(stdout);
}

test.runIf(hasPython)('a link without limits only delays', () => {
	expect(say('link.one_way = 0.025', 'print(json.dumps([link.arrival(10, 1200) for _ in range(3)]))')).toEqual([
		10.025, 10.025, 10.025
	]);
});

test.runIf(hasPython)('a link of 1 Mbit/s sends 125 kB a second, however fast they come', () => {
	const arrived = say(
		'link.limit(1000, 300)',
		'times = [link.arrival(i / 1000, 1000) for i in range(2000)]',
		'print(json.dumps(sum(1 for time in times if time is not None)))'
	);
	// In 2 s 250 packets; the queue holds 37 more, and 3 were sent at once.
	expect(arrived).toBeGreaterThanOrEqual(285);
	expect(arrived).toBeLessThanOrEqual(292);
});

test.runIf(hasPython)('what waits longer than the queue is dropped, and what came before arrives in order', () => {
	const times = say('link.limit(1000, 100)', 'print(json.dumps([link.arrival(1, 1250) for _ in range(30)]))') as (
		| number
		| null
	)[];
	const arrived = times.filter((time) => time !== null);
	expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
	// Two at once, and then one each 10 ms.
	expect(arrived.slice(0, 2)).toEqual([1, 1]);
	expect(arrived.at(-1)).toBeCloseTo(1.106);
	expect(times.indexOf(null)).toBe(arrived.length);
	expect(arrived).toHaveLength(13);
});

test.runIf(hasPython)('a queue that has drained takes packets again', () => {
	const [before, after] = say(
		'link.limit(1000, 100)',
		'full = [link.arrival(0, 1250) for _ in range(30)][-1]',
		'print(json.dumps([full, link.arrival(1, 1250)]))'
	) as (number | null)[];
	expect(before).toBeNull();
	expect(after).toBeLessThanOrEqual(1.01);
});

test.runIf(hasPython).each([
	{ percent: 10, burst: 1 },
	{ percent: 20, burst: 4 }
])('of $percent % lost packets, $burst in a row: so many are lost, in rows as long', ({ percent, burst }) => {
	const lost = say(
		`link.lose(${percent}, ${burst})`,
		'print(json.dumps([link.arrival(0, 1000) is None for _ in range(40000)]))'
	) as boolean[];
	const count = lost.filter(Boolean).length;
	const rows = lost.filter((is, index) => is && lost[index - 1] !== true).length;
	expect(count / lost.length).toBeCloseTo(percent / 100, 1.7);
	expect(count / rows).toBeGreaterThan(0.9 * burst);
	expect(count / rows).toBeLessThan(1.25 * burst);
});

/** Says a hundred datagrams from one place to another, and counts those that arrive. A listener that waits for the processor holds no more than 92. */
async function count(from: string[], to: string[], address: string): Promise<number> {
	const listens = `let n=0;const s=require('dgram').createSocket('udp4');s.on('message',()=>n++).bind(9000,()=>console.log('up'));process.stdin.once('data',()=>setTimeout(()=>{console.log(n);process.exit()},500))`;
	const sends = `const s=require('dgram').createSocket('udp4');let left=100;const go=()=>left--?s.send('x'.repeat(1000),9000,'${address}',()=>setTimeout(go,1)):s.close();go()`;
	const [ip = '', ...args] = to;
	const listener = spawn(ip, [...args, process.execPath, '-e', listens], { stdio: ['pipe', 'pipe', 'inherit'] });
	let said = '';
	listener.stdout.on('data', (data: Buffer) => (said += data.toString()));
	while (!said.includes('up')) await wait(20);
	const [sender = '', ...more] = from;
	spawnSync(sender, [...more, process.execPath, '-e', sends]);
	listener.stdin.end('all are said');
	await once(listener, 'close');
	return Number(said.split('\n')[1]);
}

test.skipIf(why !== null)(
	'a direction of the emulated network is limited and loses, and the other one is not',
	async () => {
		const closers = new Closers();
		try {
			const network = await emulatedNetwork(closers);
			const [a, b] = [network.inside('A'), network.inside('B')];
			await network.shape?.('A', 'B', { loss: 100 });
			expect(await count(a, b, '10.9.2.1')).toBe(0);
			expect(await count(b, a, '10.9.1.1')).toBe(100);
			await network.shape?.('A', 'B', { rate: 200, queue: 100 });
			const arrived = await count(a, b, '10.9.2.1');
			// 2.5 kB in the queue, and those that were sent while it drained.
			expect(arrived).toBeGreaterThan(2);
			expect(arrived).toBeLessThan(60);
		} finally {
			await closers.closeAll();
		}
	}
);
