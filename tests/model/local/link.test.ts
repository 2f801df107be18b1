/** What the link's paths don't tell: how long it waits, and that messages pass. */
import { describe, expect, it } from 'vitest';
import { HURRIED_ATTEMPTS, LINK_DELAYS, retryPause } from '../../../src/lib/engine/local/link/delays';
import { LOGIN, startSession } from './session';

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
	/** Of people with a connection: who sends, who should and does not, and who has nothing to send. */
	type Who = 'heard' | 'due' | 'quiet';
	function connectedTo(people: Record<string, Who>) {
		const session = startSession().entersRoom();
		const pairs = Object.entries(people).map(([userID, who]) => {
			session.send({
				type: 'peer.opened',
				userID,
				expectsMedia: who !== 'quiet',
				signalingState: 'stable',
				connectionState: 'new'
			});
			const pair = session.actor.getSnapshot().children[`pair:${userID}`];
			pair?.send({ type: 'connection.connected' });
			return { who, pair };
		});
		return { session, pairs };
	}

	it.each<[string, Record<string, Who>, number]>([
		['nobody else is there', {}, 2_500],
		['someone whose media is due is not heard either', { ana: 'due' }, 1_700],
		['they are heard', { ana: 'heard' }, 2_500],
		['they are not heard, but someone else is', { ana: 'due', ben: 'heard' }, 2_500],
		['they are not heard, and someone else has nothing to send', { ana: 'due', ben: 'quiet' }, 1_700]
	])('while %s: given up in time, with a fresh socket at once', (_, people, after) => {
		const { session, pairs } = connectedTo(people);
		session.passes(LINK_DELAYS.doubt);
		for (const { who, pair } of pairs) if (who !== 'quiet') pair?.send({ type: 'link.doubted' });
		for (let passed = LINK_DELAYS.doubt; passed < after - 100; passed += 100) {
			session.passes(100);
			for (const { who, pair } of pairs) if (who === 'heard') pair?.send({ type: 'media.heard' });
		}
		session.passes(99);
		expect(session.news().told).toEqual([]);
		session.passes(1);
		expect(session.news().told).toEqual(['RECONNECTING network.broken']);
	});

	it('is kept while it is heard, whatever media does', () => {
		const { session } = connectedTo({ ana: 'due' });
		for (let times = 0; times < 10; times++) {
			session.passes(1_000);
			session.hears({ t: 'renewed' });
		}
		expect(session.news().told).toEqual([]);
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

describe('after a loss', () => {
	/** A session with its first socket. */
	function begin(setting: { reach?: () => Promise<void> } = {}) {
		const session = startSession({ pauses: true, ...setting });
		session.send({ type: 'enterLobby', ...LOGIN });
		return { ...session, link: () => session.actor.getSnapshot().children.link?.getSnapshot().value };
	}

	it('the second socket is tried at once, the next ones after a pause, and those after many when the server answers a request', () => {
		const session = begin();
		session.disconnects();
		expect(session.hasSocket()).toBe(true);
		for (let attempt = 2; attempt <= HURRIED_ATTEMPTS; attempt++) {
			session.disconnects();
			expect(session.hasSocket()).toBe(false);
			session.passes(1_000);
			expect(session.hasSocket()).toBe(true);
		}
		session.disconnects();
		session.passes(1_000);
		expect(session.link()).toBe('probing');
	});

	it('a socket that does not open in time is followed by the next one without a pause, and many by a request', () => {
		const session = begin();
		for (let attempt = 1; attempt <= HURRIED_ATTEMPTS + 1; attempt++) {
			expect(session.sockets()).toHaveLength(attempt);
			session.passes(LINK_DELAYS.connecting);
		}
		expect(session.link()).toBe('probing');
		session.passes(LINK_DELAYS.connecting);
		expect(session.link()).toBe('probing');
	});

	it('the path to someone that is back brings a fresh socket, and the paths to others in the same moment no other', () => {
		const session = startSession({ pauses: true }).entersRoom();
		const pathTo = (userID: string) => {
			session.send({
				type: 'peer.opened',
				userID,
				expectsMedia: true,
				signalingState: 'stable',
				connectionState: 'new'
			});
			const pair = session.actor.getSnapshot().children[`pair:${userID}`];
			pair?.send({ type: 'connection.connected' });
			return pair;
		};
		const paths = ['ana', 'ben'].map(pathTo);
		const are = (state: 'disconnected' | 'connected') =>
			paths.forEach((path) => path?.send({ type: `connection.${state}` }));
		const opened = session.sockets().length;
		are('disconnected');
		are('connected');
		expect(session.sockets()).toHaveLength(opened);
		are('disconnected');
		session.disconnects();
		session.passes(LINK_DELAYS.company - 100);
		are('connected');
		expect(session.sockets()).toHaveLength(opened + 2);
		are('disconnected');
		session.passes(LINK_DELAYS.company);
		are('connected');
		expect(session.sockets()).toHaveLength(opened + 3);
		session.disconnects();
		are('disconnected');
		expect(session.hasSocket()).toBe(false);
		are('connected');
		expect(session.hasSocket()).toBe(true);
	});

	it('a request that gets through brings a fresh socket, because what the one before has sent is lost', async () => {
		const session = begin({ reach: () => Promise.resolve() });
		session.passes(LINK_DELAYS.company - 1);
		await Promise.resolve();
		expect(session.sockets()).toHaveLength(1);
		session.passes(1);
		await Promise.resolve();
		expect(session.sockets()).toHaveLength(2);
	});

	it('a server that answers requests and opens no sockets is not flooded with them', async () => {
		const session = begin({ reach: () => Promise.resolve() });
		for (let attempt = 1; attempt <= HURRIED_ATTEMPTS; attempt++) {
			session.passes(LINK_DELAYS.company);
			await Promise.resolve();
		}
		session.passes(LINK_DELAYS.connecting - 1);
		await Promise.resolve();
		expect(session.sockets()).toHaveLength(HURRIED_ATTEMPTS + 1);
	});

	it('a request that fails leaves the socket its time', async () => {
		const session = begin({ reach: () => Promise.reject(new Error('closing')) });
		session.passes(LINK_DELAYS.connecting - 1);
		await Promise.resolve();
		expect(session.sockets()).toHaveLength(1);
	});

	it('a server that was heard is tried at once again', () => {
		const session = begin();
		session.disconnects();
		for (let attempt = 2; attempt <= HURRIED_ATTEMPTS; attempt++) {
			session.passes(1_000);
			session.disconnects();
		}
		session.passes(1_000);
		session.connects();
		session.hears({ t: 'renewed' });
		session.disconnects();
		expect(session.hasSocket()).toBe(true);
	});
});
