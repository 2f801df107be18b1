/** The STUN and TURN servers that come with a token: every connection has those of the latest, and what they find is sent. */
import { expect, it, vi } from 'vitest';
import type { IceServer } from '../../../src/lib/api/ice';
import { tokenSource } from '../../../src/lib/app/tokens';
import type { SessionHandle } from '../../../src/lib/engine/local/session.handle';
import { Peers } from '../../../src/lib/engine/local/peers/peers';
import { Streams } from '../../../src/lib/engine/local/streams';
import { latest, made, outgoing, serversOf } from './connection';

vi.mock('../../../src/lib/app/tab', () => ({
	mySeat: () => null,
	claimUser: () => Promise.resolve(true),
	rememberSeat: () => undefined
}));

const users = () => made.map(({ configuration }) => configuration.iceServers?.[0]?.username);

const NOBODY = { send: () => undefined, pair: () => undefined, myUserID: 'me' } as unknown as SessionHandle;

function peersWith(ice: () => IceServer[], session = NOBODY): Peers {
	const options = { session, outgoing, streams: new Streams() };
	return new Peers({ ...options, ice: () => ({ iceServers: ice(), iceTransportPolicy: 'all' }) });
}

const meets = (peers: Peers, userID: string) =>
	peers.welcome({ users: [{ userID, userName: '', sessionID: userID }], paired: [] } as never, new Map());

it('a renewed token brings new ones, for connections that exist and for later ones', () => {
	let iceServers = serversOf('first');
	const peers = peersWith(() => iceServers);
	meets(peers, 'ann');
	meets(peers, 'ben');
	expect(users()).toEqual(['first', 'first']);
	made[0]?.close();
	iceServers = serversOf('second');
	peers.renewIce();
	meets(peers, 'eve');
	expect(users()).toEqual(['first', 'second', 'second']);
	expect(made[1]?.configuration).toMatchObject({ iceTransportPolicy: 'all', bundlePolicy: 'max-bundle' });
});

it('a browser that cannot change a connection keeps its servers', () => {
	const peers = peersWith(() => serversOf('first'));
	meets(peers, 'ann');
	Object.assign(made[0] ?? {}, { setConfiguration: undefined });
	expect(() => peers.renewIce()).not.toThrow();
});

it('candidates that were found after the offer was parked are sent to whoever answers it', async () => {
	const send = vi.fn<(event: { message?: { offerID?: string } }) => void>();
	const peers = peersWith(() => [], { ...NOBODY, send } as unknown as SessionHandle);
	const messages = () => send.mock.calls.flatMap(([{ message }]) => message ?? []);
	void peers.gatherOffer();
	await Promise.resolve();
	peers.parkOffer();
	latest().finds('relay');
	const [{ offerID } = {}] = messages();
	peers.takeAnswer({ from: 'ann', sessionID: 'a', offerID, sdp: 'v=0' } as never);
	expect(messages().slice(1)).toMatchObject([
		{ t: 'signal', to: 'ann', signal: { candidate: { candidate: 'relay' } } }
	]);
});

it('they come with the token, and only the token goes on to the call', async () => {
	const answers = ['first', 'second'].map((name) => ({
		userID: 'me',
		seat: 'a-seat-of-this-tab',
		token: name,
		expiresIn: 60,
		iceServers: serversOf(name)
	}));
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answers.shift())));
	const { tokens, iceServers } = tokenSource();
	expect(iceServers()).toEqual([]);
	for (const name of ['first', 'second']) {
		const granted = await tokens.fetch('room-1', AbortSignal.timeout(5_000));
		expect(granted).toEqual({ userID: 'me', token: name, expiresIn: 60 });
		expect(iceServers()).toEqual(serversOf(name));
	}
});
