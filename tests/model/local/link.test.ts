/** What the link's paths don't tell: how long it waits, and that messages pass. */
import { createActor, fromCallback, fromPromise, SimulatedClock, type EventObject } from 'xstate';
import { describe, expect, it } from 'vitest';
import { HURRIED_ATTEMPTS, LINK_DELAYS, retryPause } from '../../../src/lib/engine/local/link/delays';
import { linkMachine } from '../../../src/lib/engine/local/link/machine';
import type { NetworkEvent, SendCommand, SocketEvent } from '../../../src/lib/engine/local/link/types';
import { LOGIN, startSession, WELCOME } from './session';

describe('the pause before the next socket', () => {
	it('is none at first, then grows and stays under a second', () => {
		const pauses = [1, 2, 3, 4, 5, HURRIED_ATTEMPTS, HURRIED_ATTEMPTS + 1].map((attempt) =>
			retryPause(attempt, () => 0.5)
		);
		expect(pauses).toEqual([0, 250, 500, 800, 800, 800, 800]);
	});

	it('is spread by a quarter, so that a restarted server does not get everybody at once', () => {
		expect([retryPause(4, () => 0), retryPause(4, () => 1)]).toEqual([600, 1_000]);
	});
});

describe('a server that falls silent', () => {
	it('is given up after 2.5 s', () => {
		const session = startSession().entersRoom();
		session.passes(LINK_DELAYS.doubt);
		session.passes(LINK_DELAYS.silence - 1);
		expect(session.news().told).toEqual([]);
		session.passes(1);
		expect(session.news().told).toEqual(['RECONNECTING network.broken']);
	});

	describe('while someone whose media is due', () => {
		type Session = ReturnType<typeof startSession>;
		const connects = (session: Session, userID: string, expectsMedia: boolean) => {
			session.send({ type: 'peer.opened', userID, expectsMedia, signalingState: 'stable' });
			const pair = session.actor.getSnapshot().children[`pair:${userID}`];
			pair?.send({ type: 'connection.connected' });
			return () => pair?.send({ type: 'media.heard' });
		};
		const withAna = () => {
			const session = startSession().entersRoom();
			const hearsMedia = connects(session, 'ana', true);
			return { session, hearsMedia };
		};

		it('is not heard either: given up after 1.7 s, with a fresh socket at once', () => {
			const { session } = withAna();
			session.passes(LINK_DELAYS.doubt);
			session.actor.getSnapshot().children['pair:ana']?.send({ type: 'link.doubted' });
			session.passes(499);
			expect(session.news().told).toEqual([]);
			session.passes(1);
			expect(session.news().told).toEqual(['RECONNECTING network.broken']);
		});

		it('is heard: given up no sooner than without anyone', () => {
			const { session, hearsMedia } = withAna();
			session.passes(LINK_DELAYS.doubt);
			session.actor.getSnapshot().children['pair:ana']?.send({ type: 'link.doubted' });
			for (let times = 0; times < 12; times++) {
				session.passes(100);
				hearsMedia();
			}
			expect(session.news().told).toEqual([]);
			session.passes(100);
			expect(session.news().told).toEqual(['RECONNECTING network.broken']);
		});

		it('is not heard either, but someone else is: given up no sooner than without anyone', () => {
			const { session } = withAna();
			const hearsMediaOfBen = connects(session, 'ben', true);
			session.passes(LINK_DELAYS.doubt);
			for (const userID of ['ana', 'ben'] as const)
				session.actor.getSnapshot().children[`pair:${userID}`]?.send({ type: 'link.doubted' });
			for (let times = 0; times < 12; times++) {
				session.passes(100);
				hearsMediaOfBen();
			}
			expect(session.news().told).toEqual([]);
			session.passes(100);
			expect(session.news().told).toEqual(['RECONNECTING network.broken']);
		});

		it('is not heard either, and someone else has nothing to send: given up after 1.7 s', () => {
			const { session } = withAna();
			connects(session, 'ben', false);
			session.passes(LINK_DELAYS.doubt);
			session.actor.getSnapshot().children['pair:ana']?.send({ type: 'link.doubted' });
			session.passes(500);
			expect(session.news().told).toEqual(['RECONNECTING network.broken']);
		});

		it('stalls while the server is heard: the socket is kept', () => {
			const { session } = withAna();
			for (let times = 0; times < 10; times++) {
				session.passes(1_000);
				session.hears({ t: 'renewed' });
			}
			expect(session.news().told).toEqual([]);
		});
	});

	it('is not given up while it is heard every two seconds', () => {
		const session = startSession().entersRoom();
		for (let times = 0; times < 20; times++) {
			session.passes(LINK_DELAYS.doubt);
			session.passes(700);
			session.hears({ t: 'renewed' });
		}
		expect(session.news().told).toEqual([]);
	});
});

it('a socket that cannot be made is a link that is down, not the end of the session', () => {
	const session = startSession();
	session.send({ type: 'loginRoom', ...LOGIN });
	session.disconnects();
	session.disconnects();
	session.connects();
	session.hears(WELCOME);
	expect(session.news().told).toEqual(['LOGINING', 'LOGINED']);
});

describe('after a loss', () => {
	/** A link whose sockets the test opens and closes. */
	function startLink() {
		const clock = new SimulatedClock();
		let socket: (event: SocketEvent) => void = () => {};
		let sockets = 0;
		const parent = createActor(
			fromCallback(() => {}),
			{ clock }
		).start();
		const link = createActor(
			linkMachine.provide({
				actors: {
					socket: fromCallback<SendCommand, undefined, SocketEvent>(({ sendBack }) => {
						socket = sendBack;
						sockets += 1;
					}),
					network: fromCallback<EventObject, undefined, NetworkEvent>(() => {}),
					reach: fromPromise<void>(() => new Promise(() => {}))
				}
			}),
			{ parent }
		).start();
		return {
			says: (type: 'socket.opened' | 'socket.heard' | 'socket.closed') => socket({ type }),
			passes: (milliseconds: number) => clock.increment(milliseconds),
			sockets: () => sockets,
			isIn: (state: 'up' | 'down' | 'probing') => link.getSnapshot().matches(state)
		};
	}

	it('the second socket is tried at once, the next after a pause, and the eighth when the server answers a request', () => {
		const link = startLink();
		link.says('socket.closed');
		link.passes(0);
		expect(link.isIn('up')).toBe(true);
		for (let attempt = 2; attempt <= HURRIED_ATTEMPTS; attempt++) {
			link.says('socket.closed');
			link.passes(0);
			expect(link.isIn('down')).toBe(true);
			link.passes(1_000);
			expect(link.isIn('up')).toBe(true);
		}
		link.says('socket.closed');
		link.passes(1_000);
		expect(link.isIn('probing')).toBe(true);
	});

	it('a socket that does not open in time is followed by the next one without a pause, and the eighth is not', () => {
		const link = startLink();
		for (let attempt = 1; attempt <= HURRIED_ATTEMPTS + 1; attempt++) {
			expect(link.sockets()).toBe(attempt);
			link.passes(LINK_DELAYS.connecting);
		}
		expect(link.isIn('down')).toBe(true);
		link.passes(1_000);
		expect(link.isIn('probing')).toBe(true);
	});

	it('a server that was heard is tried at once again', () => {
		const link = startLink();
		for (let attempt = 1; attempt <= HURRIED_ATTEMPTS; attempt++) {
			link.says('socket.closed');
			link.passes(1_000);
		}
		link.says('socket.opened');
		link.says('socket.heard');
		link.says('socket.closed');
		link.passes(0);
		expect(link.isIn('up')).toBe(true);
	});
});
