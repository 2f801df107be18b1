import { sessionMachine } from '../../../src/lib/engine/local/session/machine';
import type { SessionContext } from '../../../src/lib/engine/local/session/types';
import { chart, only } from './chart';

const ann = { userID: 'ann', userName: 'Ann', sessionID: 'anns-session' };
const login = { roomID: 'room-1', user: { userID: 'me', userName: 'Me' }, isNewToken: false };
const refused = (of: string, code: string) => ({ of, code, detail: '' });
const ofAnn = only({ userID: ann.userID });

export const session = chart<SessionContext>({
	machine: sessionMachine,
	alone: true,
	beginnings: { away: { sessionID: 'my-session' } },
	variants: {
		enterLobby: only(login),
		loginRoom: only(login, { ...login, isNewToken: true }),
		switchRoom: only({ ...login, roomID: 'room-2' }),
		send: only({ message: { t: 'unpublish', streamID: 'me_camera' } }),
		'server.welcome': only({ users: [], streams: [], paired: [] }, { users: [ann], streams: [], paired: [] }),
		'server.refused': only(
			refused('enter', 'auth.tokenExpired'),
			refused('login', 'capacity.roomFull'),
			refused('login', 'auth.forbidden'),
			refused('login', 'kicked.elsewhere'),
			refused('login', 'config.notLoggedIn'),
			refused('publish', 'stream.forbidden'),
			refused('broadcastMessage', 'capacity.tooFast')
		),
		'server.lobby': only({ users: [], offers: [], prepares: true }, { users: [], offers: [], prepares: false }),
		'server.kicked': only({ code: 'kicked.byHost', detail: '' }),
		'peer.opened': only({ userID: ann.userID, expectsMedia: false, signalingState: 'stable', connectionState: 'new' }),
		'early.opened': only({ offerID: 'offer-1' }),
		'early.closed': only({ offerID: 'offer-1' }),
		'peer.closed': ofAnn,
		'peer.streams': ofAnn,
		'pair.flowing': ofAnn,
		'pair.stalled': ofAnn,
		'pair.returned': ofAnn,
		'pair.path': ofAnn,
		'pair.away': ofAnn,
		'pair.back': ofAnn,
		'pair.lost': ofAnn,
		'pair.settled': ofAnn,
		'pair.over': ofAnn,
		'xstate.done.actor.answerOffers': only({ output: [] })
	},
	facts: ({ roomID }) => ({ roomID })
});
