/**
 * The least by hand that outlives outages: a heartbeat, a fresh socket when it is missed, and, as soon as that is open, an ICE restart
 * where the path is gone and key frames from both sides. Only the one who is back offers, so offers don't collide.
 */
import { camera, connection, hide, inCall, lobbyReady, local, role, socketURL } from './page';

type Message =
	| { t: 'beat' }
	/** Comes from the server, when someone's socket has closed. */
	| { t: 'left'; from: string }
	| { t: 'join'; from: string }
	| { t: 'back'; from: string }
	| { t: 'description'; from: string; to: string; description: RTCSessionDescriptionInit }
	| { t: 'candidate'; from: string; to: string; candidate: RTCIceCandidateInit };

const BEAT = 1_000;
const SILENT = 2_500;
/** A socket that is not open by then is given up: the kernel repeats a lost SYN after 1 s, and then only after 2 s more. */
const OPENS_WITHIN = 1_500;
/** The path may be good only after the first. */
const KEY_FRAMES = [0, 250, 500, 1_000];

const stream = await camera();
const others = new Map<string, RTCPeerConnection>();
let socket: WebSocket;
let since = 0;
lobbyReady(() => {
	open('join');
	setInterval(() => say({ t: 'beat' }), BEAT);
	setInterval(() => {
		const limit = socket.readyState === WebSocket.OPEN ? SILENT : OPENS_WITHIN;
		if (performance.now() - since > limit) open('back');
	}, BEAT / 10);
});

function open(t: 'join' | 'back') {
	if (t === 'back') socket.close();
	since = performance.now();
	const fresh = (socket = new WebSocket(socketURL));
	fresh.onopen = () => {
		say({ t, from: role });
		inCall();
		if (t === 'back') for (const [to, pc] of others) void repair(to, pc);
	};
	fresh.onmessage = ({ data }) => {
		since = performance.now();
		void hear(JSON.parse(String(data)) as Message);
	};
}

function say(message: Message) {
	if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function peer(to: string): RTCPeerConnection {
	const pc = others.get(to) ?? connection(stream);
	if (others.has(to)) return pc;
	others.set(to, pc);
	pc.onicecandidate = ({ candidate }) => {
		if (candidate) say({ t: 'candidate', from: role, to, candidate: candidate.toJSON() });
	};
	pc.onconnectionstatechange = () => {
		if (pc.connectionState === 'connected') sendKeyFrames(pc);
	};
	return pc;
}

async function repair(to: string, pc: RTCPeerConnection) {
	sendKeyFrames(pc);
	if (pc.connectionState === 'connected') return;
	pc.restartIce();
	await describe(to, pc);
}

async function describe(to: string, pc: RTCPeerConnection) {
	await pc.setLocalDescription();
	say({ t: 'description', from: role, to, description: local(pc) });
}

async function hear(message: Message) {
	if (message.t === 'beat' || ('to' in message && message.to !== role)) return;
	const { from } = message;
	// Who was away while someone joined is new to them.
	const joins = message.t === 'join' || (message.t === 'back' && !others.has(from));
	const pc = peer(from);
	if (message.t === 'left') hide();
	else if (joins) await describe(from, pc);
	else if (message.t === 'back') sendKeyFrames(pc);
	else if (message.t === 'candidate') await pc.addIceCandidate(message.candidate);
	else {
		await pc.setRemoteDescription(message.description);
		if (message.description.type === 'offer') await describe(from, pc);
	}
}

function sendKeyFrames(pc: RTCPeerConnection) {
	for (const pause of KEY_FRAMES) setTimeout(() => void askKeyFrame(pc), pause);
}

async function askKeyFrame(pc: RTCPeerConnection) {
	const sender = pc.getSenders().find(({ track }) => track?.kind === 'video');
	if (!sender) return;
	const parameters = sender.getParameters();
	// Only in Chromium: https://w3c.github.io/webrtc-extensions/#rtcrtpencodingparameters-0
	const options = { encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })) };
	const ask: (parameters: RTCRtpSendParameters, options: object) => Promise<void> = sender.setParameters.bind(sender);
	await ask(parameters, options);
}
