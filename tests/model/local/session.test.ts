/** What the local engine's session sends and tells. That it reaches every state by every event is tested by its paths. */
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../machines/failure';
import type { ServerMessage } from '../../../src/lib/api/signalling';
import { withToken } from '../../../src/lib/engine/local/messages';
import { SESSION_DELAYS } from '../../../src/lib/engine/local/session/delays';
import { settled } from '../harness/clock';
import { LOBBY, LOGIN, startSession, WELCOME } from './session';

const ANA = { userID: 'ana', userName: 'Ana', sessionID: 'anas-session' };
const refused = (of: string, code: FailureCode): ServerMessage => ({ t: 'refused', of, code, detail: '' });

describe('in the lobby', () => {
	it('enter is sent when the link is up, and again whenever it is back', () => {
		const session = startSession();
		session.send({ type: 'enterLobby', ...LOGIN });
		expect(session.news()).toEqual({ sent: [], told: [] });
		session.connects();
		session.hears(LOBBY);
		expect(session.messages()).toEqual([{ t: 'enter', roomID: 'room', sessionID: 'my-session' }]);
		session.disconnects();
		session.connects();
		expect(session.news().sent).toEqual(['enter']);
	});

	it.each(['auth.tokenExpired', 'auth.tokenInvalid'] as const)(
		'%s is told, and a renewed token is entered with',
		(code) => {
			const session = startSession();
			session.send({ type: 'enterLobby', ...LOGIN });
			session.connects();
			session.hears(refused('enter', code));
			expect(session.news()).toEqual({ sent: ['enter'], told: ['tokenWillExpire'] });
			session.send({ type: 'renewToken' });
			expect(session.news().sent).toEqual(['enter']);
		}
	);

	it('a token that is renewed in time is sent, and a refusal of something else changes nothing', () => {
		const session = startSession().entersLobby();
		session.send({ type: 'renewToken' });
		expect(session.messages()).toEqual([{ t: 'renew', roomID: 'room' }]);
		session.hears(refused('renew', 'auth.tokenExpired'));
		session.hears(refused('login', 'config.notLoggedIn'));
		expect(session.news().told).toEqual([]);
		expect(session.actor.getSnapshot().hasTag('entered')).toBe(true);
	});

	it('a room that is locked while it is looked at is told, and entered again when the link is back', () => {
		const session = startSession().entersLobby();
		session.hears(refused('enter', 'auth.roomLocked'));
		expect(session.news()).toEqual({ sent: [], told: ['lobby.refused auth.roomLocked'] });
		session.disconnects();
		session.connects();
		expect(session.news()).toEqual({ sent: ['enter'], told: [] });
	});

	it.each([{ user: { userID: 'you', userName: 'Me' } }, { isNewToken: true }])(
		'a login with %o enters once more, for those inside entered otherwise',
		(other) => {
			const session = startSession().entersLobby();
			session.send({ type: 'loginRoom', ...LOGIN, isNewToken: false, ...other });
			expect(session.news()).toEqual({ sent: ['enter', 'login'], told: ['LOGINING'] });
		}
	);

	it('offers are answered with the login, and streams published right behind it', async () => {
		const session = startSession({ answers: [{ to: 'ana', offerID: '1', sdp: 'sdp' }] }).entersLobby();
		session.send({ type: 'loginRoom', ...LOGIN, isNewToken: false });
		expect(session.news()).toEqual({ sent: [], told: ['LOGINING'] });
		await settled();
		session.send({ type: 'send', message: { t: 'unpublish', streamID: 'me_camera' } });
		expect(session.messages()).toEqual([
			{ t: 'login', userName: 'Me', answers: [{ to: 'ana', offerID: '1', sdp: 'sdp' }] },
			{ t: 'unpublish', streamID: 'me_camera' }
		]);
		session.hears(WELCOME);
		expect(session.news().told).toEqual(['LOGINED']);
	});

	it('a login does not wait for the list of people', () => {
		const session = startSession();
		session.send({ type: 'enterLobby', ...LOGIN });
		session.connects();
		session.send({ type: 'loginRoom', ...LOGIN, isNewToken: false });
		expect(session.news().sent).toEqual(['enter', 'login']);
	});
});

describe('connections made in the lobby', () => {
	const LOBBY_THAT_PREPARES: ServerMessage = { t: 'lobby', users: [], offers: [], prepares: true };
	const offer: ServerMessage = {
		t: 'offer',
		offer: { userID: 'ana', sessionID: 'anas-session', offerID: '1-1', sdp: '' }
	};
	const entersLobby = (lobby: ServerMessage = LOBBY_THAT_PREPARES) => {
		const session = startSession();
		session.send({ type: 'enterLobby', ...LOGIN });
		session.connects();
		session.hears(lobby);
		session.news();
		return session;
	};

	it('are begun with whoever has parked an offer, now and later, if the server wants it', () => {
		const session = entersLobby();
		session.hears(offer);
		expect(session.done).toEqual(['connectEarly', 'connectEarly']);
		session.send({ type: 'send', message: { t: 'release', to: 'ana' } });
		expect(session.messages()).toEqual([{ t: 'release', to: 'ana' }]);
	});

	it('are not begun if it does not', () => {
		const session = entersLobby(LOBBY);
		session.hears(offer);
		expect(session.done).toEqual([]);
	});

	it('are ended after ten minutes, and none is begun after that', () => {
		const session = entersLobby();
		const { done } = session;
		for (let minute = 0; minute < 10; minute++) {
			expect(done).not.toContain('endVisit');
			// The server's beats: without them the link would be lost.
			for (let second = 0; second < 60; second++) {
				session.passes(1_000);
				session.hears({ t: 'renewed' });
			}
		}
		expect(done.splice(0)).toEqual(['connectEarly', 'endVisit']);
		session.hears(offer);
		expect(done).toEqual([]);
		session.send({ type: 'loginRoom', ...LOGIN, isNewToken: false });
		expect(session.news().told).toEqual(['LOGINING']);
	});

	it('have a chart from their beginning to their end', () => {
		const session = entersLobby();
		session.send({ type: 'early.opened', offerID: '1-1' });
		const early = session.actor.getSnapshot().children['early:1-1'];
		expect(early?.getSnapshot().hasTag('usable')).toBe(true);
		session.send({ type: 'early.closed', offerID: '1-1' });
		expect(early?.getSnapshot().status).toBe('stopped');
	});

	it('of those in the lobby to me take my offer, and the next one is made after a pause', async () => {
		const session = startSession().entersRoom();
		await settled();
		session.hears({ t: 'visitor', offerID: '1-1', sdp: '' });
		await settled();
		expect(session.done).toEqual(['parkOffer', 'takeVisitor']);
		session.passes(SESSION_DELAYS.pictures);
		await settled();
		session.hears({ t: 'visitorJoined', from: 'ana', sessionID: 'anas-session', offerID: '1-1' });
		session.hears({ t: 'visitorLeft', offerID: '1-2' });
		expect(session.done.slice(2)).toEqual(['parkOffer', 'joinVisitor', 'dropEarly']);
	});

	it('belong to a pair that knows how far they are', () => {
		const session = startSession().entersRoom();
		session.send({
			type: 'peer.opened',
			userID: 'ana',
			expectsMedia: true,
			signalingState: 'stable',
			connectionState: 'connected'
		});
		const pair = session.actor.getSnapshot().children['pair:ana'];
		expect(pair?.getSnapshot().value).toMatchObject({ media: { flowing: 'heard' }, path: 'found' });
	});
});

describe('a login', () => {
	it('is repeated when the link was lost on the way', () => {
		const session = startSession();
		session.send({ type: 'loginRoom', ...LOGIN });
		session.connects();
		session.disconnects();
		session.connects();
		session.hears(WELCOME);
		expect(session.news()).toEqual({ sent: ['enter', 'login', 'enter', 'login'], told: ['LOGINING', 'LOGINED'] });
	});

	it('that is refused fails once, with the reason of the server, and can be tried again', () => {
		const session = startSession();
		session.send({ type: 'loginRoom', ...LOGIN });
		session.connects();
		session.hears(refused('enter', 'auth.tokenExpired'));
		session.hears(refused('login', 'config.notLoggedIn'));
		expect(session.news().told).toEqual(['LOGINING', 'LOGIN_FAILED auth.tokenExpired']);
		session.send({ type: 'loginRoom', ...LOGIN });
		session.hears(WELCOME);
		expect(session.news()).toEqual({ sent: ['enter', 'login'], told: ['LOGINING', 'LOGINED'] });
	});

	it('that nobody answers ends after 15 s', () => {
		const session = startSession();
		session.send({ type: 'loginRoom', ...LOGIN });
		session.passes(14_999);
		expect(session.news().told).toEqual(['LOGINING']);
		session.passes(1);
		expect(session.news().told).toEqual(['LOGIN_FAILED network.loginTimeout']);
		expect(session.hasSocket()).toBe(false);
	});

	it.each([true, false])('can be cancelled; the server is told if there is a socket (%s)', (hasSocket) => {
		const session = startSession();
		session.send({ type: 'loginRoom', ...LOGIN });
		if (hasSocket) session.connects();
		session.news();
		session.send({ type: 'logoutRoom' });
		expect(session.news()).toEqual({ sent: hasSocket ? ['logout'] : [], told: ['LOGOUT'] });
		expect(session.hasSocket()).toBe(false);
	});
});

describe('a lost link', () => {
	it('is told; nothing is sent until the login is repeated on the next one', () => {
		const session = startSession().entersRoom();
		session.disconnects();
		expect(session.news()).toEqual({ sent: [], told: ['RECONNECTING network.broken'] });
		session.send({ type: 'send', message: { t: 'unpublish', streamID: 'me_camera' } });
		session.connects();
		session.hears(WELCOME);
		expect(session.news()).toEqual({ sent: ['enter', 'login'], told: ['RECONNECTED'] });
	});

	it('ends the session after 60 s', () => {
		const session = startSession().entersRoom().losesLink();
		session.passes(59_999);
		expect(session.news().told).toEqual([]);
		session.passes(1);
		expect(session.news().told).toEqual(['RECONNECT_FAILED network.reconnectTimeout']);
		expect(session.hasSocket()).toBe(false);
	});

	it('waits for another token when the server has forgotten its secret', () => {
		const session = startSession().entersRoom().losesLink();
		session.connects();
		session.hears(refused('enter', 'auth.tokenExpired'));
		expect(session.news().told).toEqual(['tokenWillExpire']);
		session.send({ type: 'renewToken' });
		expect(session.news().sent).toEqual(['enter', 'login']);
	});

	it('is followed by another login after a second when the room is full', () => {
		const session = startSession().entersRoom().losesLink();
		session.connects();
		session.hears(refused('login', 'capacity.roomFull'));
		session.news();
		session.passes(SESSION_DELAYS.refusalPause);
		expect(session.news().sent).toEqual(['enter', 'login']);
	});

	it.each([
		['auth.forbidden', 'RECONNECT_FAILED auth.forbidden'],
		['kicked.elsewhere', 'KICKOUT kicked.elsewhere']
	] as const)('ends the session when the server then says %s', (code, told) => {
		const session = startSession().entersRoom().losesLink();
		session.connects();
		session.hears(refused('login', code));
		expect(session.news().told).toEqual([told]);
	});

	it('makes a logout fail: the others see a lost connection', () => {
		const session = startSession().entersRoom().losesLink();
		session.send({ type: 'logoutRoom' });
		expect(session.news().told).toEqual(['LOGOUT_FAILED network.broken']);
	});
});

describe('a logout', () => {
	it('is sent once, and over when the server has answered', () => {
		const session = startSession().entersRoom();
		session.send({ type: 'logoutRoom' });
		session.send({ type: 'logoutRoom' });
		expect(session.news()).toEqual({ sent: ['logout'], told: [] });
		session.hears({ t: 'loggedOut' });
		expect(session.news().told).toEqual(['LOGOUT']);
		expect(session.hasSocket()).toBe(false);
	});

	it('without a room is answered at once', () => {
		const session = startSession();
		session.send({ type: 'logoutRoom' });
		session.send({ type: 'enterLobby', ...LOGIN });
		session.send({ type: 'logoutRoom' });
		expect(session.news().told).toEqual(['LOGOUT', 'LOGOUT']);
	});
});

describe('another room has a socket of its own', () => {
	const other = { ...LOGIN, roomID: 'other' };

	it('after a switch, which tells the first room of the logout', () => {
		const session = startSession().entersRoom();
		session.send({ type: 'switchRoom', ...other });
		expect(session.news()).toEqual({ sent: ['logout'], told: ['LOGOUT', 'LOGINING'] });
		session.connects();
		session.hears(WELCOME);
		expect(session.news()).toEqual({ sent: ['enter', 'login'], told: ['LOGINED'] });
		expect(session.sockets()).toEqual(['room', 'other']);
	});

	it('after a switch while reconnecting, of which nobody can be told', () => {
		const session = startSession().entersRoom().losesLink();
		session.send({ type: 'switchRoom', ...other });
		expect(session.news()).toEqual({ sent: [], told: ['LOGOUT', 'LOGINING'] });
		session.connects();
		expect(session.news().sent).toEqual(['enter', 'login']);
		expect(session.sockets().at(-1)).toBe('other');
	});

	it.each(['enterLobby', 'loginRoom'] as const)('from the lobby, by %s, with and without a link', (type) => {
		for (const session of [startSession().entersLobby(), startSession()]) {
			session.send({ type: 'enterLobby', ...LOGIN });
			session.news();
			session.send({ type, ...other });
			session.connects();
			expect(session.messages()[0]).toMatchObject({ t: 'enter', roomID: 'other' });
			expect(session.sockets()).toEqual(['room', 'other']);
		}
	});
});

it('the next person finds an offer after each that was taken, and after a lost link', async () => {
	const session = startSession().entersRoom();
	await settled();
	expect(session.done).toEqual(['parkOffer']);
	session.hears({ t: 'answer', from: 'ana', sessionID: 'anas-session', offerID: '1', sdp: '' });
	await settled();
	session.disconnects();
	session.connects();
	session.hears(WELCOME);
	session.passes(SESSION_DELAYS.pictures);
	await settled();
	expect(session.done).toEqual(['parkOffer', 'parkOffer', 'parkOffer']);
});

it('who is not alone makes the next offer later, for the pictures of those who are there come first', async () => {
	const session = startSession();
	session.send({ type: 'loginRoom', ...LOGIN });
	session.connects();
	session.hears({ ...WELCOME, users: [ANA] });
	await settled();
	expect(session.done).toEqual([]);
	session.passes(SESSION_DELAYS.pictures);
	await settled();
	expect(session.done).toEqual(['parkOffer']);
});

it('in the room, streams are published, and a refusal is that of a stream only when it says so', () => {
	const session = startSession().entersRoom();
	session.send({ type: 'send', message: { t: 'unpublish', streamID: 'me_camera' } });
	expect(session.messages()).toEqual([{ t: 'unpublish', streamID: 'me_camera' }]);
	session.hears(refused('publish', 'auth.forbidden'));
	session.hears(refused('device', 'config.badMessage'));
	expect(session.done).toEqual(['refusePublishing', 'logRefusal']);
});

describe('pairs', () => {
	const opened = { type: 'peer.opened', userID: 'ana', expectsMedia: true } as const;

	it('tell whether a path leads to the other, which is forgotten with the connection', () => {
		const session = startSession().entersRoom();
		session.send({ ...opened, signalingState: 'stable', connectionState: 'new' });
		session.send({ type: 'pair.path', userID: 'ana' });
		session.send({ type: 'peer.closed', userID: 'ana' });
		expect(session.done).toEqual(['forgetPath', 'tellPath', 'forgetPath']);
	});

	it('run as children of the session for as long as there is a connection', () => {
		const session = startSession().entersRoom();
		session.send({ ...opened, signalingState: 'have-local-offer', connectionState: 'new' });
		const pair = session.actor.getSnapshot().children['pair:ana'];
		expect(pair?.getSnapshot().value).toMatchObject({ media: 'connecting', agreement: 'proposed' });
		session.send({ ...opened, signalingState: 'stable', connectionState: 'new' });
		expect(pair?.getSnapshot().status).toBe('stopped');
		const next = session.actor.getSnapshot().children['pair:ana'];
		expect(next?.getSnapshot().value).toMatchObject({ agreement: 'agreed' });
		session.send({ type: 'peer.closed', userID: 'ana' });
		expect(Object.keys(session.actor.getSnapshot().children)).not.toContain('pair:ana');
	});

	it('tell of someone whom the server has lost, and of their return; what still reaches them is measured anew', () => {
		const session = startSession().entersRoom();
		session.send({ ...opened, signalingState: 'stable', connectionState: 'new' });
		const pair = session.actor.getSnapshot().children['pair:ana'];
		pair?.send({ type: 'connection.connected' });
		for (const type of ['member.lost', 'media.proved', 'member.returned'] as const) pair?.send({ type });
		const ofAna = session.done.filter((what) => what.startsWith('ana'));
		expect(ofAna).toEqual(['ana doubted', 'ana RECONNECTING', 'ana CONNECTED']);
	});

	it('report someone who has gone, and after 60 s that nobody is expected back', () => {
		const session = startSession().entersRoom();
		session.send({ ...opened, signalingState: 'stable', connectionState: 'new' });
		session.actor.getSnapshot().children['pair:ana']?.send({ type: 'member.lost' });
		for (let second = 0; second < 61; second++) {
			session.passes(1_000);
			session.hears({ t: 'renewed' });
		}
		expect(session.done).toEqual(['forgetPath', 'forgetUser', 'parkOffer', 'disconnect']);
	});
});

it('a token is added only to what is sent, for the room it was given for', () => {
	const tokens = new Map([['room', 'secret']]);
	expect(withToken({ t: 'enter', roomID: 'room', sessionID: 'mine' }, tokens)).toEqual({
		t: 'enter',
		roomID: 'room',
		sessionID: 'mine',
		token: 'secret'
	});
	expect(withToken({ t: 'renew', roomID: 'room' }, tokens)).toEqual({ t: 'renew', token: 'secret' });
	expect(withToken({ t: 'enter', roomID: 'other', sessionID: 'mine' }, tokens)).toMatchObject({ token: '' });
	expect(withToken({ t: 'logout' }, tokens)).toEqual({ t: 'logout' });
});
