/** The recording of a session of the local engine: what it shows, and what it must not. */
import { expect, it } from 'vitest';
import type { ServerMessage } from '../../../src/lib/api/signalling';
import { createCall } from '../../../src/lib/call/call';
import { createSimulatedEngine } from '../../../src/lib/engine/simulated/simulated.engine';
import { createRecorder } from '../../../src/lib/inspect/recording/recorder';
import type { Recording } from '../../../src/lib/inspect/recording/recording';
import { compare } from '../../../src/lib/inspect/recording/compare';
import { settled, StepClock } from '../harness/clock';
import { entriesOf, read } from '../harness/recorded';
import { LOGIN, startSession } from './session';

/** None of these may be found in a recording. */
const SECRETS = {
	token: 'SECRET-TOKEN',
	myName: 'Secret Me',
	otherName: 'Secret Ana',
	fingerprint: 'SECRET:FINGER:PRINT',
	password: 'SECRET-ICE-PASSWORD',
	address: '203.0.113.77',
	otherAddress: 'secret-host.local',
	detail: 'SECRET detail of Ana'
};
const SDP = [
	'v=0',
	`o=- 1 2 IN IP4 ${SECRETS.address}`,
	`a=fingerprint:sha-256 ${SECRETS.fingerprint}`,
	`a=ice-pwd:${SECRETS.password}`
].join('\r\n');
const candidate = {
	candidate: `candidate:1 1 udp 1 ${SECRETS.otherAddress} 50000 typ host`,
	sdpMid: '0',
	sdpMLineIndex: 0,
	usernameFragment: SECRETS.password
};
const ana = { userID: 'secret-ana-id', userName: SECRETS.otherName, sessionID: 'secret-session' };
const offer = { userID: ana.userID, sessionID: ana.sessionID, offerID: 'secret-offer', sdp: SDP };
const IDS = [ana.userID, ana.sessionID, offer.offerID, 'secret-room', 'secret-my-id', 'secret-media'];
const stream = {
	streamID: `${ana.userID}_camera`,
	userID: ana.userID,
	mediaID: 'secret-media',
	camera: 'OPEN',
	microphone: 'MUTE'
} as const;

/** A session in which everything that can be secret goes both ways. */
async function recordedSession(): Promise<{ text: string; recording: Recording }> {
	const recorder = createRecorder();
	const session = startSession({
		answers: [{ to: ana.userID, offerID: offer.offerID, sdp: SDP }],
		inspect: recorder.inspect
	});
	const login = { ...LOGIN, roomID: 'secret-room', user: { userID: 'secret-my-id', userName: SECRETS.myName } };
	const hears = (...messages: ServerMessage[]) => messages.forEach((message) => session.hears(message));
	const signal = { to: ana.userID, sessionID: ana.sessionID };

	session.send({ type: 'enterLobby', ...login });
	session.connects();
	hears({ t: 'lobby', users: [ana], offers: [offer], prepares: true }, { t: 'offer', offer });
	session.send({ type: 'early.opened', offerID: offer.offerID });
	session.actor.getSnapshot().children[`early:${offer.offerID}`]?.send({ type: 'connection.failed' });
	session.send({
		type: 'send',
		message: { t: 'prepare', answer: { to: ana.userID, offerID: offer.offerID, sdp: SDP } }
	});
	session.send({ type: 'early.closed', offerID: offer.offerID });
	session.send({ type: 'loginRoom', ...login, isNewToken: false });
	await settled();
	hears({ t: 'welcome', users: [ana], streams: [stream], paired: [ana.userID] });
	session.send({
		type: 'peer.opened',
		userID: ana.userID,
		expectsMedia: true,
		signalingState: 'stable',
		connectionState: 'new'
	});
	session.send({ type: 'send', message: { t: 'park', offerID: offer.offerID, sdp: SDP } });
	session.send({ type: 'send', message: { t: 'signal', ...signal, signal: { candidate } } });
	session.send({
		type: 'send',
		message: { t: 'signal', ...signal, signal: { description: { type: 'answer', sdp: SDP, offerID: offer.offerID } } }
	});
	hears(
		{ t: 'signal', from: ana.userID, sessionID: ana.sessionID, signal: { description: { type: 'offer', sdp: SDP } } },
		{ t: 'signal', from: ana.userID, sessionID: ana.sessionID, signal: { candidate } },
		{ t: 'answer', from: ana.userID, sessionID: ana.sessionID, offerID: offer.offerID, sdp: SDP },
		{ t: 'visitor', offerID: offer.offerID, sdp: SDP },
		{ t: 'visitorJoined', from: ana.userID, sessionID: ana.sessionID, offerID: offer.offerID },
		{ t: 'visitorLeft', offerID: offer.offerID },
		{ t: 'prepared', userID: ana.userID, offerID: offer.offerID },
		{ t: 'stale', userID: ana.userID, offerID: offer.offerID },
		{ t: 'streams', update: 'ADD', streams: [stream], reason: null },
		{ t: 'refused', of: 'publish', code: 'stream.forbidden', detail: SECRETS.detail }
	);
	session.send({ type: 'renewToken' });
	// Ana's media never comes.
	for (let second = 0; second < 9; second++) {
		session.passes(1_000);
		session.hears({ t: 'renewed' });
	}
	hears({ t: 'kicked', code: 'kicked.byHost', detail: SECRETS.detail });
	await settled();
	recorder.settle();
	const text = recorder.save();
	return { text, recording: read(text) };
}

it('holds no token, name, address, SDP or ID', async () => {
	const { text } = await recordedSession();
	expect([...Object.values(SECRETS), ...IDS].filter((secret) => text.includes(secret))).toEqual([]);
	expect(text).not.toMatch(/secret/i);
});

it('shows who did not connect, and in which state', async () => {
	const { recording } = await recordedSession();
	const entries = entriesOf(recording);
	expect(new Set(entries.map(({ to }) => to))).toContain('/session/link/socket');
	const [pair] = new Set(entries.map(({ to }) => to).filter((to) => /^\/session\/pair:user-\d+$/.test(to)));
	const states = entries.filter(({ to, value }) => to === pair && value !== undefined).map(({ value }) => value);
	expect(states).toMatchObject([{ media: 'connecting' }, { media: 'broken' }]);
});

it('is replayed on the charts alone, with the same states', async () => {
	const { recording } = await recordedSession();
	expect(compare(recording)).toEqual({ differences: [], onlyRecorded: [], onlyToday: [] });
});

it('is part of the recording of the call, below its engine', async () => {
	const recorder = createRecorder();
	const clock = new StepClock();
	const call = createCall({
		roomID: 'room-1',
		userName: 'Me',
		clock,
		inspect: recorder.inspect,
		tokens: { fetch: () => Promise.resolve({ userID: 'me', expiresIn: 3_600, token: SECRETS.token }) },
		loadEngine: (media, parent) => {
			startSession(parent && { parent }).entersRoom();
			return Promise.resolve(createSimulatedEngine({ media, clock }));
		}
	});
	await clock.advance(1_000);
	call.release();
	recorder.settle();
	const text = recorder.save();
	for (const path of ['call/engine/session', 'call/engine/session/link', 'call/engine/session/link/socket'])
		expect(text).toContain(`"to":"${path}"`);
});
