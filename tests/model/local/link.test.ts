/** What the link's paths don't tell: how long it waits, and that messages pass. */
import { describe, expect, it } from 'vitest';
import { HURRIED_ATTEMPTS, LINK_DELAYS, retryPause } from '../../../src/lib/engine/local/link/delays';
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
		session.passes(LINK_DELAYS.silence);
		session.passes(499);
		expect(session.news().told).toEqual([]);
		session.passes(1);
		expect(session.news().told).toEqual(['RECONNECTING network.broken']);
	});

	it('is not given up while it is heard every two seconds', () => {
		const session = startSession().entersRoom();
		for (let times = 0; times < 20; times++) {
			session.passes(1_900);
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
