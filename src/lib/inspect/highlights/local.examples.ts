/** Examples of the events of the local engine's charts. */
import { streamIDOf } from '../../../../machines/stream';
import type { EngineMachine } from '../charts';
import { bare, NEWCOMER, OTHER_ROOM, someone, type Examples, type Situation } from './situation';

const ofSomeone = <const Type extends string>(situation: Situation, type: Type) => [
	{ type, userID: someone(situation).userID }
];
/** Into this room and into another, with the token of before and with a new one. */
const entering = <const Type extends string>({ call: { roomID, user } }: Situation, type: Type) =>
	[roomID, OTHER_ROOM].flatMap((roomID) =>
		[false, true].map((isNewToken) => ({ type, roomID, user: { ...user }, isNewToken }))
	);

const sessionOf = (userID: string) => `session-of-${userID}`;
const member = (situation: Situation) => {
	const { userID, userName } = someone(situation);
	return { userID, userName, sessionID: sessionOf(userID) };
};
const stream = (situation: Situation) => {
	const { userID } = someone(situation);
	const streamID = streamIDOf(userID, 'camera');
	return { streamID, userID, mediaID: streamID, camera: 'OPEN' as const, microphone: 'OPEN' as const };
};
const OFFER = { offerID: 'offer-1', sdp: '' };

export const LOCAL_EXAMPLES: Examples<EngineMachine> = {
	/* What the engine asks of the session */
	enterLobby: entering,
	loginRoom: entering,
	switchRoom: entering,
	renewToken: bare,
	logoutRoom: bare,
	destroy: bare,
	send: ({ call }, type) => [{ type, message: { t: 'unpublish', streamID: streamIDOf(call.user.userID, 'camera') } }],

	/* What becomes of the connections to others */
	'peer.opened': (situation, type) => [
		{ type, userID: someone(situation).userID, expectsMedia: true, signalingState: 'stable', connectionState: 'new' }
	],
	'early.opened': (_, type) => [{ type, offerID: OFFER.offerID }],
	'early.closed': (_, type) => [{ type, offerID: OFFER.offerID }],
	'peer.closed': ofSomeone,
	'peer.streams': ofSomeone,
	'pair.flowing': ofSomeone,
	'pair.stalled': ofSomeone,
	'pair.returned': ofSomeone,
	'pair.path': ofSomeone,
	'pair.away': ofSomeone,
	'pair.back': ofSomeone,
	'pair.lost': ofSomeone,
	'pair.settled': ofSomeone,
	'pair.over': ofSomeone,
	'connection.new': bare,
	'connection.connecting': bare,
	'connection.connected': bare,
	'connection.disconnected': bare,
	'connection.failed': bare,
	'connection.closed': bare,
	'signaling.stable': bare,
	'signaling.have-local-offer': bare,
	'signaling.have-local-pranswer': bare,
	'signaling.have-remote-offer': bare,
	'signaling.have-remote-pranswer': bare,
	'signaling.closed': bare,
	'description.refused': bare,
	'media.heard': bare,
	'media.proved': bare,
	'media.ceased': bare,
	'media.returned': bare,
	'media.expected': (_, type) => [true, false].map((expectsMedia) => ({ type, expectsMedia })),
	'media.stalled': (_, type) => [0, 1].map((flowing) => ({ type, flowing })),
	'member.lost': bare,
	'member.returned': bare,
	gaveUp: bare,

	/* What the encoders say */
	'encoders.measured': (_, type) => [
		{ type, limited: true, load: 0.9 },
		{ type, limited: false, load: 0.2 }
	],

	/* What becomes of the link to the server */
	'link.up': bare,
	'link.doubted': bare,
	'link.down': bare,
	'link.resumed': bare,
	'browser.online': bare,
	'browser.offline': bare,
	'socket.opened': bare,
	'socket.heard': bare,
	'socket.message': (_, type) => [{ type, message: { t: 'renewed' } }],
	'socket.closed': bare,

	/* What the server says */
	'server.lobby': (situation, type) =>
		[true, false].map((prepares) => ({ type, users: [member(situation)], offers: [], prepares })),
	'server.welcome': (situation, type) =>
		[[], [member(situation)]].map((users) => ({ type, users, streams: [], paired: [] })),
	'server.refused': (_, type) =>
		(
			[
				['enter', 'auth.tokenExpired'],
				['login', 'kicked.elsewhere'],
				['login', 'auth.forbidden'],
				['login', 'capacity.roomFull'],
				['publish', 'stream.forbidden'],
				['broadcastMessage', 'capacity.tooFast'],
				['signal', 'config.notLoggedIn']
			] as const
		).map(([of, code]) => ({ type, of, code, detail: '' })),
	'server.users': (situation, type) => [
		{ type, update: 'ADD', users: [{ ...NEWCOMER, sessionID: sessionOf(NEWCOMER.userID) }], reason: null },
		{ type, update: 'DELETE', users: [member(situation)], reason: 'left' }
	],
	'server.streams': (situation, type) => [{ type, update: 'ADD', streams: [stream(situation)], reason: null }],
	'server.offer': (situation, type) => {
		const { userID, sessionID } = member(situation);
		return [{ type, offer: { userID, sessionID, ...OFFER } }];
	},
	'server.answer': (situation, type) => {
		const { userID, sessionID } = member(situation);
		return [{ type, from: userID, sessionID, ...OFFER }];
	},
	'server.visitor': (_, type) => [{ type, ...OFFER }],
	'server.visitorLeft': (_, type) => [{ type, offerID: OFFER.offerID }],
	'server.visitorJoined': (situation, type) => {
		const { userID, sessionID } = member(situation);
		return [{ type, from: userID, sessionID, offerID: OFFER.offerID }];
	},
	'server.prepared': (situation, type) => [{ type, userID: someone(situation).userID, offerID: OFFER.offerID }],
	'server.stale': (situation, type) => [{ type, userID: someone(situation).userID, offerID: OFFER.offerID }],
	'server.published': ({ call }, type) => [{ type, streamID: streamIDOf(call.user.userID, 'camera') }],
	'server.device': (situation, type) => [
		{ type, streamID: stream(situation).streamID, device: situation.device, status: 'MUTE' }
	],
	'server.signal': (situation, type) => {
		const { userID, sessionID } = member(situation);
		return [{ type, from: userID, sessionID, signal: { candidate: null } }];
	},
	'server.broadcastMessage': (situation, type) => [
		{ type, from: someone(situation).userID, messageID: 'message-1', text: 'Hello' }
	],
	'server.messageSent': (_, type) => [{ type, messageID: 'message-1' }],
	'server.renewed': bare,
	'server.tokenWillExpire': bare,
	'server.muteRequested': ({ device }, type) => [{ type, device }],
	'server.kicked': (_, type) => [{ type, code: 'kicked.byHost', detail: '' }],
	'server.loggedOut': bare,
	'server.closing': bare,
	'server.beat': bare
};
