/** The fastest that is possible by hand: in the lobby the socket is open and has a complete offer. The click answers it. */
import { camera, connect, connection, inCall, lobbyReady, local, show, waits, type RoomMessage } from './page';

const stream = await camera();

if (waits) {
	const pc = connection(stream);
	const say = await connect((message) => {
		if (message.t === 'description') void pc.setRemoteDescription(message.description);
	});
	lobbyReady(() => void park(pc, say));
} else {
	const say = await connect((message) => {
		if (message.t === 'park') lobbyReady(() => void answer(message.sdp, say));
	});
}

async function park(pc: RTCPeerConnection, say: (message: RoomMessage) => void) {
	const gathered = new Promise<void>((done) => {
		pc.onicecandidate = ({ candidate }) => {
			if (candidate === null) done();
		};
	});
	await pc.setLocalDescription();
	await gathered;
	say({ t: 'park', sdp: local(pc).sdp ?? '' });
	inCall();
}

/** Sends no candidates: the waiter learns them from the connectivity checks, and its own are in the offer. */
async function answer(sdp: string, say: (message: RoomMessage) => void) {
	const pc = new RTCPeerConnection();
	pc.ontrack = ({ streams }) => show(streams[0]);
	await pc.setRemoteDescription({ type: 'offer', sdp });
	for (const track of stream.getTracks()) pc.addTrack(track, stream);
	await pc.setLocalDescription();
	say({ t: 'description', description: local(pc) });
	inCall();
}
