/** The flow of most tutorials: the click opens the socket and joins, the person in the room offers, the newcomer answers. */
import { camera, connect, connection, inCall, lobbyReady, local, waits, type RoomMessage } from './page';

const stream = await camera();
lobbyReady(() => void join());

async function join() {
	const pc = connection(stream);
	const early: RoomMessage[] = [];
	const say = await connect((message) => void hear(message));
	pc.onicecandidate = ({ candidate }) => {
		if (candidate) say({ t: 'candidate', candidate: candidate.toJSON() });
	};
	if (!waits) say({ t: 'join' });
	inCall();

	async function hear(message: RoomMessage) {
		if (message.t === 'join') {
			await pc.setLocalDescription();
			say({ t: 'description', description: local(pc) });
		} else if (message.t === 'description') {
			await pc.setRemoteDescription(message.description);
			if (message.description.type === 'offer') {
				await pc.setLocalDescription();
				say({ t: 'description', description: local(pc) });
			}
			for (const late of early.splice(0)) await hear(late);
		} else if (message.t === 'candidate') {
			if (pc.remoteDescription) await pc.addIceCandidate(message.candidate);
			else early.push(message);
		}
	}
}
