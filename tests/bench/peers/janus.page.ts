/** Janus' VideoRoom by its WebSocket API: one connection sends, and one for each other person receives. Nothing is added. */
import { camera, connection, hide, inCall, lobbyReady, local, room, show } from './page';

/** https://janus.conf.meetecho.com/docs/rest.html and https://janus.conf.meetecho.com/docs/videoroom */
type Reply = {
	janus: string;
	transaction?: string;
	data?: { id: number };
	plugindata?: { data: { publishers?: { id: string }[]; leaving?: string; unpublished?: string } };
	jsep?: RTCSessionDescriptionInit;
};

const PORT = 8188;
/** A session ends after a minute without. */
const KEEP_ALIVE = 25_000;

const stream = await camera();
const waiting = new Map<string, (reply: Reply) => void>();
let socket: WebSocket;
let session: { session_id: number } | undefined;
let asked = 0;
lobbyReady(() => void join());

function ask(request: object): Promise<Reply> {
	const transaction = String((asked += 1));
	socket.send(JSON.stringify({ ...request, ...session, transaction }));
	return new Promise((done) => waiting.set(transaction, done));
}

function hear(reply: Reply) {
	if (reply.janus === 'ack') return;
	waiting.get(reply.transaction ?? '')?.(reply);
	const { publishers = [], leaving, unpublished } = reply.plugindata?.data ?? {};
	for (const { id } of publishers) void watch(id);
	if (leaving !== undefined || unpublished !== undefined) hide();
}

async function join() {
	socket = new WebSocket(`ws://${location.hostname}:${PORT}`, 'janus-protocol');
	socket.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Reply);
	await new Promise((open) => {
		socket.onopen = open;
	});
	session = { session_id: idOf(await ask({ janus: 'create' })) };
	setInterval(() => void ask({ janus: 'keepalive' }), KEEP_ALIVE);
	const tell = await attach();
	// Refused if the room is there already.
	await tell({ request: 'create', room, publishers: 6 });
	await tell({ request: 'join', ptype: 'publisher', room });
	const pc = connection(stream);
	await gathered(pc, () => pc.setLocalDescription());
	const { jsep } = await tell({ request: 'configure', audio: true, video: true }, local(pc));
	if (jsep) await pc.setRemoteDescription(jsep);
	inCall();
}

async function watch(feed: string) {
	const tell = await attach();
	const { jsep } = await tell({ request: 'join', ptype: 'subscriber', room, streams: [{ feed }] });
	if (!jsep) return;
	const pc = new RTCPeerConnection();
	pc.ontrack = ({ streams }) => show(streams[0]);
	await pc.setRemoteDescription(jsep);
	await gathered(pc, () => pc.setLocalDescription());
	await tell({ request: 'start' }, local(pc));
}

async function attach() {
	const handle = idOf(await ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' }));
	return (body: object, jsep?: RTCSessionDescriptionInit) => ask({ janus: 'message', handle_id: handle, body, jsep });
}

/** With its candidates, which are all there in milliseconds. */
async function gathered(pc: RTCPeerConnection, describe: () => Promise<void>) {
	const done = new Promise<void>((resolve) => {
		pc.onicecandidate = ({ candidate }) => {
			if (candidate === null) resolve();
		};
	});
	await describe();
	await done;
}

function idOf({ data }: Reply): number {
	if (!data) throw new Error('Janus gave no ID.');
	return data.id;
}
