/** Shared by all pages here: the same data attributes as our call page, a camera, and a socket to the room. */

const query = new URLSearchParams(location.search);
export const room = query.get('room') ?? '';
export const role = query.get('role') ?? '';
export const waits = role === 'waiter';
export const peerServerPort = Number(query.get('peerServer'));

const main = element('main');
const button = element('button');

function element(selector: string): HTMLElement {
	const found = document.querySelector<HTMLElement>(selector);
	if (!found) throw new Error(`The page has no ${selector}.`);
	return found;
}

/** `size=1280x720` for another size, `size=none` without a camera. */
const [width, height] = (query.get('size') ?? '640x480').split('x').map(Number);
export const camera = () =>
	navigator.mediaDevices.getUserMedia({
		audio: true,
		video: width !== undefined && height !== undefined && { width, height }
	});

/** Enables the button: the next click starts the call. */
export function lobbyReady(start: () => void): void {
	button.addEventListener('click', start, { once: true });
	button.setAttribute('aria-disabled', 'false');
	main.dataset.callState = 'idle';
}

export function inCall(): void {
	main.dataset.callState = 'inCall';
}

const shown = new Set<string>();

export function show(stream: MediaStream | undefined): void {
	if (!stream || shown.has(stream.id)) return;
	shown.add(stream.id);
	const video = document.createElement('video');
	video.autoplay = video.playsInline = true;
	video.srcObject = stream;
	const tile = document.createElement('div');
	tile.dataset.tile = stream.id;
	tile.append(video);
	main.append(tile);
}

/** The other has left. */
export function hide(): void {
	for (const tile of main.querySelectorAll('[data-tile]')) tile.remove();
}

export type RoomMessage =
	| { t: 'park'; sdp: string }
	| { t: 'join' }
	| { t: 'description'; description: RTCSessionDescriptionInit }
	| { t: 'candidate'; candidate: RTCIceCandidateInit | null };

export const socketURL = `ws://${location.host}/${room}/${role}`;

/** Opens a socket to the room. The others receive what is sent; a parked offer is also kept for people who come later. */
export async function connect(hear: (message: RoomMessage) => void): Promise<(message: RoomMessage) => void> {
	const socket = new WebSocket(socketURL);
	socket.onmessage = ({ data }) => hear(JSON.parse(String(data)) as RoomMessage);
	await new Promise((open) => {
		socket.onopen = open;
	});
	return (message) => socket.send(JSON.stringify(message));
}

export function connection(stream: MediaStream): RTCPeerConnection {
	const pc = new RTCPeerConnection();
	pc.ontrack = ({ streams }) => show(streams[0]);
	for (const track of stream.getTracks()) pc.addTrack(track, stream);
	return pc;
}

/** The current local description. */
export function local(pc: RTCPeerConnection): RTCSessionDescriptionInit {
	if (!pc.localDescription) throw new Error('There is no local description.');
	const { type, sdp } = pc.localDescription;
	return { type, sdp };
}
