import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, fromPromise, SimulatedClock } from 'xstate';
import { LINK_DELAYS, retryPause } from '../../src/lib/engine/local/link/delays';
import {
	linkMachine,
	type LinkEvent,
	type SocketCommand,
	type SocketEvent
} from '../../src/lib/engine/local/link/machine';

/** A link on a clock of its own; sockets do what the test says. */
function start() {
	const clock = new SimulatedClock();
	const opened: ((event: SocketEvent) => void)[] = [];
	const sent: string[] = [];
	const told: string[] = [];
	let open = 0;
	const socket = fromCallback<SocketCommand, undefined, SocketEvent>(({ sendBack, receive }) => {
		open += 1;
		opened.push(sendBack);
		receive(({ text }) => sent.push(text));
		return () => void (open -= 1);
	});
	const answers: ((reached: boolean) => void)[] = [];
	const reach = fromPromise<void>(
		() =>
			new Promise((resolve, reject) => {
				answers.push((reached) => (reached ? resolve() : reject(new Error('nobody answers'))));
			})
	);
	// The middle of every pause.
	const delays = {
		retryPause: ({ context }: { context: { attempt: number } }) => retryPause(context.attempt, () => 0.5)
	};
	const actor = createActor(linkMachine.provide({ actors: { socket, reach }, delays }), { clock });
	actor.on('link.up', ({ type }) => told.push(type));
	actor.on('link.down', ({ type }) => told.push(type));
	actor.start();
	return {
		actor,
		sent,
		told,
		/** For each request that looks for the server, what answers it. */
		answers,
		send: (event: LinkEvent) => actor.send(event),
		/** What the newest socket tells. */
		socket: (type: SocketEvent['type']) => opened.at(-1)?.({ type }),
		wait: (ms: number) => clock.increment(ms),
		get sockets() {
			return { made: opened.length, open };
		},
		in: (state: Parameters<ReturnType<typeof actor.getSnapshot>['matches']>[0]) => actor.getSnapshot().matches(state)
	};
}

function connected() {
	const link = start();
	link.socket('socket.opened');
	link.socket('socket.heard');
	return link;
}

describe('a working link', () => {
	it('is up once the socket is open, and carries what is said', () => {
		const link = start();
		link.send({ type: 'link.send', text: 'too early' });
		expect(link.told).toEqual([]);
		link.socket('socket.opened');
		link.send({ type: 'link.send', text: 'hello' });
		expect(link.told).toEqual(['link.up']);
		expect(link.sent).toEqual(['hello']);
	});

	it('stays open as long as the server is heard every two seconds', () => {
		const link = connected();
		for (let tick = 1; tick <= 200; tick++) {
			link.wait(100);
			if (tick % 19 === 0) link.socket('socket.heard');
		}
		expect(link.in({ up: { alive: 'open' } })).toBe(true);
		expect(link.told).toEqual(['link.up']);
	});

	it('closes its socket when it is not wanted any more, whatever it was doing', () => {
		for (const prepare of [start, connected]) {
			const link = prepare();
			link.send({ type: 'link.close' });
			expect(link.sockets.open).toBe(0);
			expect(link.actor.getSnapshot().status).toBe('done');
			link.wait(60_000);
			expect(link.sockets.made).toBe(1);
		}
	});
});

describe('silence', () => {
	it('is suspected after 2 s, and ends the socket 0.5 s later; a fresh one is tried at once', () => {
		const link = connected();
		link.wait(1_999);
		expect(link.in({ up: { alive: 'open' } })).toBe(true);
		link.wait(1);
		expect(link.in({ up: { alive: 'suspect' } })).toBe(true);
		link.wait(499);
		expect(link.told).toEqual(['link.up']);
		link.wait(1);
		expect(link.told).toEqual(['link.up', 'link.down']);
		link.wait(0);
		expect(link.in({ up: 'connecting' })).toBe(true);
		expect(link.sockets).toEqual({ made: 2, open: 1 });
	});

	it('of a page that slept is none: what waits for it is read first', () => {
		const link = connected();
		link.wait(2_400);
		link.socket('socket.heard');
		link.wait(1_900);
		expect(link.told).toEqual(['link.up']);
	});

	it('after the browser said "offline" is believed sooner, and only then', () => {
		const link = connected();
		link.send({ type: 'browser.offline' });
		link.wait(1_000);
		link.socket('socket.heard');
		expect(link.in({ up: { alive: 'open' } })).toBe(true);
		link.send({ type: 'browser.offline' });
		link.wait(LINK_DELAYS.warning);
		expect(link.told).toEqual(['link.up', 'link.down']);
	});

	it('together with a new network needs no more waiting', () => {
		const link = connected();
		link.wait(2_000);
		link.send({ type: 'browser.online' });
		expect(link.in('down')).toBe(true);
	});
});

describe('tries', () => {
	it('come at once, then after growing pauses that stay under a second', () => {
		const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryPause(attempt, () => 0.5));
		expect(pauses).toEqual([0, 250, 500, 800, 800, 800, 800]);
		expect(retryPause(4, () => 0)).toBe(600);
		expect(retryPause(4, () => 1)).toBe(1_000);
	});

	it('are made until one succeeds, each on a fresh socket', () => {
		const link = connected();
		link.socket('socket.closed');
		for (const pause of [0, 250, 500, 800, 800, 800]) {
			const { made } = link.sockets;
			if (pause > 0) link.wait(pause - 1);
			expect(link.sockets).toEqual({ made, open: 0 });
			link.wait(1);
			expect(link.sockets).toEqual({ made: made + 1, open: 1 });
			link.socket('socket.closed');
		}
		expect(link.told).toEqual(['link.up', 'link.down']);
	});

	it('that failed often wait until a request has reached the server, for browsers hold back further sockets', async () => {
		const link = connected();
		link.socket('socket.closed');
		for (const pause of [0, 250, 500, 800, 800, 800]) {
			link.wait(pause);
			link.socket('socket.closed');
		}
		const { made } = link.sockets;
		link.wait(800);
		link.answers.at(-1)?.(false);
		await settled();
		link.wait(800);
		link.wait(LINK_DELAYS.connecting);
		expect(link.sockets).toEqual({ made, open: 0 });
		link.wait(800);
		expect(link.answers).toHaveLength(3);
		link.answers.at(-1)?.(true);
		await settled();
		expect(link.sockets).toEqual({ made: made + 1, open: 1 });
		link.socket('socket.opened');
		expect(link.told).toEqual(['link.up', 'link.down', 'link.up']);
	});

	it('start over from none only when the server has been heard: one that hangs up at once is not hurried', () => {
		const link = connected();
		link.socket('socket.closed');
		link.wait(1);
		link.socket('socket.opened');
		link.socket('socket.closed');
		link.wait(1);
		expect(link.in('down')).toBe(true);
		link.wait(250);
		link.socket('socket.opened');
		link.socket('socket.heard');
		link.socket('socket.closed');
		link.wait(1);
		expect(link.in({ up: 'connecting' })).toBe(true);
	});

	it('that hang are given up, and repeated at once when the browser is online again', () => {
		const link = start();
		link.wait(LINK_DELAYS.connecting);
		expect(link.in('down')).toBe(true);
		link.wait(0);
		expect(link.sockets.made).toBe(2);
		link.send({ type: 'browser.online' });
		expect(link.sockets).toEqual({ made: 3, open: 1 });
		link.socket('socket.closed');
		link.send({ type: 'browser.online' });
		expect(link.sockets).toEqual({ made: 4, open: 1 });
	});

	it('that cannot even begin count as failed', () => {
		const clock = new SimulatedClock();
		const socket = fromCallback<SocketCommand, undefined, SocketEvent>(() => {
			throw new DOMException('no such address', 'SyntaxError');
		});
		const actor = createActor(linkMachine.provide({ actors: { socket } }), { clock });
		actor.start();
		expect(actor.getSnapshot().status).toBe('active');
		expect(actor.getSnapshot().matches('down')).toBe(true);
		actor.stop();
	});

	it('are none without sockets to try with', () => {
		const actor = createActor(linkMachine, { clock: new SimulatedClock() }).start();
		expect(actor.getSnapshot().matches('down')).toBe(true);
		actor.stop();
	});
});
