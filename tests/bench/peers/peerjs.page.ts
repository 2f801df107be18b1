/** PeerJS as in its guide, with an ID of our own, which saves asking its server for one. */
import { Peer, type CallOption, type PeerJSOption } from 'peerjs';
import { camera, hide, inCall, lobbyReady, peerServerPort, role, room, show, waits } from './page';

/** Pictures, also without a camera of one's own. PeerJS gives it to `createOffer`, but its types don't know it. */
const SEES = { constraints: { offerToReceiveVideo: true } } as CallOption;

const stream = await camera();
lobbyReady(join);

function join() {
	const options: PeerJSOption = {
		host: location.hostname,
		port: peerServerPort,
		path: '/',
		config: { iceServers: [] }
	};
	const peer = new Peer(`${room}-${role}`, options);
	peer.on('open', () => {
		inCall();
		if (!waits) peer.call(`${room}-waiter`, stream, SEES).on('stream', show);
	});
	peer.on('call', (call) => {
		call.on('stream', show);
		call.on('close', hide);
		call.answer(stream);
	});
}
