import { describe, expect, it } from 'vitest';
import { createActor, fromCallback, fromPromise, SimulatedClock } from 'xstate';
import type { RoomLogin } from '../../../machines/engine';
import { LOCAL_DELAYS } from '../../../src/lib/engine/local/local.delays';
import type { Answer, ClientMessage, ServerMessage } from '../../../src/lib/api/signalling';
import { sessionMachine } from '../../../src/lib/engine/local/session/machine';
import type { LinkCommand, LinkReport, ServerEvent } from '../../../src/lib/engine/local/session/setup';

const LOGIN: RoomLogin = { roomID: 'room', user: { userID: 'me', userName: 'Me' }, token: 'good' };
const WELCOME: ServerMessage = { t: 'welcome', users: [], streams: [], paired: [] };
const refused = (of: string, code: 'auth.tokenExpired' | 'capacity.roomFull' | 'auth.forbidden'): ServerMessage => ({
	t: 'refused',
	of,
	code,
	detail: ''
});

/** The session on a clock of its own, with a link and a server that the test plays. */
function start(answers: Answer[] = []) {
	const clock = new SimulatedClock();
	const said: ClientMessage['t'][] = [];
	const told: string[] = [];
	let up: ((event: LinkReport) => void) | null = null;
	const link = fromCallback<LinkCommand, undefined, LinkReport>(({ sendBack, receive }) => {
		up = sendBack;
		receive(({ message }) => said.push(message.t));
		return () => void (up = null);
	});
	const actor = createActor(
		sessionMachine.provide({
			actors: {
				link,
				meter: fromCallback(() => () => undefined),
				answerOffers: fromPromise<Answer[], undefined>(() => Promise.resolve(answers)),
				gatherOffer: fromPromise<unknown, undefined>(() => Promise.resolve())
			}
		}),
		{ clock, input: { sessionID: 'session' } }
	);
	actor.on('*', (notice) => {
		if (notice.type === 'task' || notice.type === 'message') return;
		const code = 'failure' in notice && notice.failure ? ` ${notice.failure.code}` : '';
		told.push(notice.type.replace('room.', '') + code);
	});
	actor.start();
	const session = {
		actor,
		said,
		told,
		send: actor.send.bind(actor),
		link: (type: LinkReport['type']) => up?.({ type }),
		hasLink: () => up !== null,
		hears: (message: ServerMessage) => actor.send({ type: `server.${message.t}`, message } as ServerEvent),
		wait: (ms: number) => clock.increment(ms),
		/** What was said and told since the last call. */
		news: () => ({ said: said.splice(0), told: told.splice(0) }),
		inRoom() {
			session.send({ type: 'loginRoom', login: LOGIN });
			session.link('link.up');
			session.hears(WELCOME);
			session.news();
			return session;
		},
		cutOff() {
			session.inRoom().link('link.down');
			session.news();
			return session;
		}
	};
	return session;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the lobby', () => {
	it('is entered when the link is up, and again whenever the link is back', () => {
		const session = start();
		session.send({ type: 'enterLobby', login: LOGIN });
		expect(session.news()).toEqual({ said: [], told: [] });
		session.link('link.up');
		session.hears({ t: 'lobby', users: [], offers: [] });
		expect(session.news().said).toEqual(['enter']);
		expect(session.actor.getSnapshot().hasTag('entered')).toBe(true);
		session.link('link.down');
		session.link('link.up');
		expect(session.news().said).toEqual(['enter']);
	});

	it('with a refused token asks for another and enters with it', () => {
		const session = start();
		session.send({ type: 'enterLobby', login: LOGIN });
		session.link('link.up');
		session.hears(refused('enter', 'auth.tokenExpired'));
		expect(session.actor.getSnapshot().hasTag('refused')).toBe(true);
		expect(session.news()).toEqual({ said: ['enter'], told: ['token.willExpire'] });
		session.send({ type: 'renewToken', token: 'better' });
		expect(session.news().said).toEqual(['enter']);
		expect(session.actor.getSnapshot().context.login.token).toBe('better');
	});

	it('answers the offers before it logs in, and publishes right behind', async () => {
		const session = start([{ to: 'ana', offerID: '1', sdp: '' }]);
		session.send({ type: 'enterLobby', login: LOGIN });
		session.link('link.up');
		session.hears({ t: 'lobby', users: [], offers: [] });
		session.news();
		session.send({ type: 'loginRoom', login: LOGIN });
		expect(session.news()).toEqual({ said: [], told: ['LOGINING'] });
		await settled();
		session.send({ type: 'send', message: { t: 'unpublish', streamID: 'me_camera' } });
		session.hears(WELCOME);
		expect(session.news()).toEqual({ said: ['login', 'unpublish'], told: ['LOGINED'] });
	});

	it('is logged in from without waiting for what has not come yet', () => {
		const session = start();
		session.send({ type: 'enterLobby', login: LOGIN });
		session.link('link.up');
		session.send({ type: 'loginRoom', login: LOGIN });
		expect(session.news().said).toEqual(['enter', 'login']);
	});
});

describe('a login', () => {
	it('is repeated when the link was lost on the way', () => {
		const session = start();
		session.send({ type: 'loginRoom', login: LOGIN });
		session.link('link.up');
		session.link('link.down');
		session.link('link.up');
		session.hears(WELCOME);
		expect(session.news()).toEqual({ said: ['enter', 'login', 'enter', 'login'], told: ['LOGINING', 'LOGINED'] });
	});

	it('that is refused fails with the reason of the server, once', () => {
		const session = start();
		session.send({ type: 'loginRoom', login: LOGIN });
		session.link('link.up');
		session.hears(refused('enter', 'auth.tokenExpired'));
		session.hears({ t: 'refused', of: 'login', code: 'config.notLoggedIn', detail: 'enter first' });
		expect(session.news().told).toEqual(['LOGINING', 'LOGIN_FAILED auth.tokenExpired']);
		session.send({ type: 'loginRoom', login: { ...LOGIN, token: 'better' } });
		session.hears(WELCOME);
		expect(session.news()).toEqual({ said: ['enter', 'login'], told: ['LOGINING', 'LOGINED'] });
	});

	it('that nobody answers ends', () => {
		const session = start();
		session.send({ type: 'loginRoom', login: LOGIN });
		session.wait(LOCAL_DELAYS.login);
		expect(session.news().told).toEqual(['LOGINING', 'LOGIN_FAILED network.loginTimeout']);
		expect(session.hasLink()).toBe(false);
	});

	it('can be left at any time, and the server is told if it can be', () => {
		for (const up of [true, false]) {
			const session = start();
			session.send({ type: 'loginRoom', login: LOGIN });
			if (up) session.link('link.up');
			session.news();
			session.send({ type: 'logoutRoom' });
			expect(session.news()).toEqual({ said: ['logout'], told: ['LOGOUT'] });
			expect(session.hasLink()).toBe(false);
		}
	});
});

describe('a lost link', () => {
	it('is told, and the login repeated on the next one', () => {
		const session = start().inRoom();
		session.link('link.down');
		expect(session.news()).toEqual({ said: [], told: ['RECONNECTING network.broken'] });
		session.send({ type: 'send', message: { t: 'unpublish', streamID: 'nobody hears this' } });
		session.link('link.up');
		session.hears(WELCOME);
		expect(session.news()).toEqual({ said: ['enter', 'login'], told: ['RECONNECTED'] });
	});

	it('for longer than the deadline ends it', () => {
		const session = start().cutOff();
		session.wait(LOCAL_DELAYS.reconnecting - 1);
		expect(session.news().told).toEqual([]);
		session.wait(1);
		expect(session.news().told).toEqual(['RECONNECT_FAILED network.reconnectTimeout']);
		expect(session.hasLink()).toBe(false);
	});

	it('waits for another token when the server has forgotten its secret, and no longer than the deadline', () => {
		const session = start().cutOff();
		session.link('link.up');
		session.hears(refused('enter', 'auth.tokenExpired'));
		expect(session.news().told).toEqual(['token.willExpire']);
		session.send({ type: 'renewToken', token: 'better' });
		session.hears(refused('login', 'auth.tokenExpired'));
		expect(session.news()).toEqual({ said: ['enter', 'login'], told: ['token.willExpire'] });
		session.wait(LOCAL_DELAYS.reconnecting);
		expect(session.news().told).toEqual(['RECONNECT_FAILED network.reconnectTimeout']);
	});

	it('tries again when the room is full, gives up when it is forbidden, and knows a kick', () => {
		const full = start().cutOff();
		full.link('link.up');
		full.hears(refused('login', 'capacity.roomFull'));
		full.news();
		full.wait(LOCAL_DELAYS.refusalPause);
		expect(full.news().said).toEqual(['enter', 'login']);

		const forbidden = start().cutOff();
		forbidden.link('link.up');
		forbidden.hears(refused('login', 'auth.forbidden'));
		expect(forbidden.news().told).toEqual(['RECONNECT_FAILED auth.forbidden']);

		const kicked = start().cutOff();
		kicked.link('link.up');
		kicked.hears({ t: 'refused', of: 'login', code: 'kicked.elsewhere', detail: '' });
		expect(kicked.news().told).toEqual(['KICKOUT kicked.elsewhere']);
	});

	it('makes a logout fail: the others will see a lost connection', () => {
		const session = start().cutOff();
		session.send({ type: 'logoutRoom' });
		expect(session.news().told).toEqual(['LOGOUT_FAILED network.broken']);
	});
});

describe('a logout', () => {
	it('is answered by the server', () => {
		const session = start().inRoom();
		session.send({ type: 'logoutRoom' });
		session.send({ type: 'logoutRoom' });
		expect(session.news()).toEqual({ said: ['logout'], told: [] });
		session.hears({ t: 'loggedOut' });
		expect(session.news().told).toEqual(['LOGOUT']);
		expect(session.hasLink()).toBe(false);
	});

	it('ends also when the server does not answer, or goes', () => {
		const unanswered = start().inRoom();
		unanswered.send({ type: 'logoutRoom' });
		unanswered.wait(LOCAL_DELAYS.logout);
		expect(unanswered.news().told).toEqual(['LOGOUT_FAILED network.broken']);

		const cut = start().inRoom();
		cut.send({ type: 'logoutRoom' });
		cut.link('link.down');
		expect(cut.news().told).toEqual(['LOGOUT_FAILED network.broken']);
	});

	it('with nothing to log out of is answered at once', () => {
		const session = start();
		session.send({ type: 'logoutRoom' });
		session.send({ type: 'enterLobby', login: LOGIN });
		session.send({ type: 'logoutRoom' });
		expect(session.news().told).toEqual(['LOGOUT', 'LOGOUT']);
	});
});

it('switches rooms in one message each', () => {
	const session = start().inRoom();
	session.send({ type: 'switchRoom', login: { ...LOGIN, roomID: 'other' } });
	session.hears({ t: 'loggedOut' });
	session.hears(WELCOME);
	expect(session.news()).toEqual({ said: ['logout', 'enter', 'login'], told: ['LOGOUT', 'LOGINING', 'LOGINED'] });
	expect(session.actor.getSnapshot().context.login.roomID).toBe('other');
});

it('kicks are final in every state of the room', () => {
	const kick: ServerMessage = { t: 'kicked', code: 'kicked.byHost', detail: '' };
	for (const session of [start().inRoom(), start().cutOff()]) {
		session.hears(kick);
		expect(session.news().told).toEqual(['KICKOUT kicked.byHost']);
		session.wait(LOCAL_DELAYS.reconnecting);
		expect(session.news()).toEqual({ said: [], told: [] });
	}
});

it('offers the next comer a connection again whenever one is taken or the link was lost', async () => {
	const session = start().inRoom();
	let parked = 0;
	session.actor.on('task', ({ task }) => {
		if (task === 'park') parked += 1;
	});
	await settled();
	expect(parked).toBe(1);
	session.hears({ t: 'answer', from: 'ana', sessionID: 's', offerID: '1', sdp: '' });
	await settled();
	expect(parked).toBe(2);
	session.link('link.down');
	session.link('link.up');
	session.hears(WELCOME);
	await settled();
	expect(parked).toBe(3);
});
