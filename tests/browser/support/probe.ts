/**
 * What the tests see of a page from inside: a journal of everything a person could notice, with times, and every track,
 * connection and socket the page has made. Runs before the app does.
 */

export type Happening = {
	/** Milliseconds since 1970: comparable between the pages and the test, which share a clock. */
	at: number;
	what: 'state' | 'says' | 'tile' | 'gone' | 'tile state' | 'click' | 'opened' | 'offered';
	text: string;
};

export type Open = { tracks: number; connections: number; sockets: number };

export type Probe = {
	journal: Happening[];
	connections: RTCPeerConnection[];
	/** Everything captured from camera, microphone and screen. */
	tracks: MediaStreamTrack[];
	open(): Open;
	/** Pictures that this element has shown of its stream so far. */
	framesOf(video: HTMLVideoElement): Promise<number>;
	/** Sound that has arrived of this stream so far, as WebRTC counts it: the square of its loudness, times seconds. */
	soundOf(stream: MediaStream): Promise<number>;
};

declare global {
	interface Window {
		probe: Probe;
	}
}

export type ProbeOptions = {
	/** Messages of the server that contain this text never reach the page. */
	lostMessages: string | null;
};

/** Runs in the page: it can use nothing from outside. */
export function installProbe({ lostMessages }: ProbeOptions): void {
	const journal: Happening[] = [];
	const connections: RTCPeerConnection[] = [];
	const sockets: WebSocket[] = [];
	const tracks: MediaStreamTrack[] = [];

	const write = (what: Happening['what'], text: string) => journal.push({ at: Date.now(), what, text });

	window.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			connections.push(this);
		}
	};
	window.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			sockets.push(this);
			const send = this.send.bind(this);
			this.send = (data) => {
				if (typeof data === 'string' && data.includes('"type":"offer"')) write('offered', '');
				send(data);
			};
			if (lostMessages === null) return;
			this.addEventListener('message', (event) => {
				if (String(event.data).includes(lostMessages)) event.stopImmediatePropagation();
			});
		}
	};
	const keep = (stream: MediaStream) => {
		tracks.push(...stream.getTracks());
		for (const { kind } of stream.getTracks()) write('opened', kind);
		return stream;
	};
	const { mediaDevices } = navigator;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
	mediaDevices.getUserMedia = async (constraints) => keep(await getUserMedia(constraints));
	mediaDevices.getDisplayMedia = async (options) => keep(await getDisplayMedia(options));

	// Names are isolated with invisible marks, which nobody hears or sees.
	const words = (node: Node) => (node.textContent ?? '').replaceAll(/[\u2066-\u2069]/g, '').trim();
	const inLiveRegion = (node: Node) =>
		(node instanceof Element ? node : node.parentElement)?.closest('[aria-live], [role=status], [role=alert]');
	const tilesIn = (node: Node): HTMLElement[] =>
		node instanceof HTMLElement
			? [...(node.matches('[data-tile]') ? [node] : []), ...node.querySelectorAll<HTMLElement>('[data-tile]')]
			: [];
	const tileWords = ({ dataset }: HTMLElement) => `${dataset.userId} ${dataset.source ?? ''}`;
	const stateIn = (node: Node) => {
		if (!(node instanceof HTMLElement)) return;
		const main = node.matches('[data-call-state]') ? node : node.querySelector<HTMLElement>('[data-call-state]');
		if (main) write('state', main.dataset.callState ?? '');
	};

	const added = (node: Node) => {
		stateIn(node);
		for (const tile of tilesIn(node)) write('tile', tileWords(tile));
		if (inLiveRegion(node) && words(node)) write('says', words(node));
	};
	const changed = ({ target, type, attributeName }: MutationRecord) => {
		if (type === 'characterData' && inLiveRegion(target)) return write('says', words(target));
		if (!(target instanceof HTMLElement)) return;
		if (attributeName === 'data-call-state') return write('state', target.dataset.callState ?? '');
		if (attributeName === 'data-player-state')
			write('tile state', `${tileWords(target)} ${target.dataset.playerState}`);
	};
	new MutationObserver((records) => {
		for (const record of records) {
			record.addedNodes.forEach(added);
			for (const node of record.removedNodes) for (const tile of tilesIn(node)) write('gone', tileWords(tile));
			if (record.type !== 'childList') changed(record);
		}
	}).observe(document, {
		subtree: true,
		childList: true,
		characterData: true,
		attributeFilter: ['data-call-state', 'data-player-state']
	});
	// What is rejected with something that is no Error reaches the test without a word.
	addEventListener('unhandledrejection', ({ reason }) => {
		if (!(reason instanceof Error)) console.error(`Unhandled rejection: ${JSON.stringify(reason)}`);
	});
	addEventListener('click', ({ target }) => write('click', target instanceof Element ? words(target) : ''), true);

	// An engine may play a receiver's sound on tracks of its own: then it is listened to.
	const LOOK = 40;
	const heard = new Map<string, number>();
	type Inbound = { type: string; totalAudioEnergy?: number; framesDecoded?: number };
	const isFirefox = navigator.userAgent.includes('Firefox');
	/** There the SDK plays a clone of what it receives: one track of each kind. */
	const originals = new Map<string, string>();
	if (isFirefox) {
		const prototype = MediaStream.prototype as { clone: () => MediaStream };
		const { clone } = prototype;
		prototype.clone = function (this: MediaStream) {
			const copy = clone.call(this);
			for (const { kind, id } of copy.getTracks()) {
				const original = this.getTracks().find((track) => track.kind === kind)?.id;
				if (original !== undefined) originals.set(id, originals.get(original) ?? original);
			}
			return copy;
		};
	}
	/** A new connection's track may have the same ID as that of the connection before. */
	const receiverOf = (track: MediaStreamTrack | undefined) =>
		connections
			.filter(({ signalingState }) => signalingState !== 'closed')
			.flatMap((connection) => connection.getReceivers())
			.find(({ track: { id } }) => track && id === (originals.get(track.id) ?? track.id));
	const arriving = async (receiver: RTCRtpReceiver | undefined) => {
		const rows = [...((await receiver?.getStats())?.values() ?? [])] as Inbound[];
		return rows.find(({ type }) => type === 'inbound-rtp');
	};
	const listen = (track: MediaStreamTrack) => {
		const context = new AudioContext();
		const analyser = context.createAnalyser();
		const samples = new Float32Array(analyser.fftSize);
		context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
		heard.set(track.id, 0);
		setInterval(() => {
			analyser.getFloatTimeDomainData(samples);
			const loudness = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
			heard.set(track.id, (heard.get(track.id) ?? 0) + (loudness * LOOK) / 1_000);
		}, LOOK);
	};

	// ZEGO's SDK makes two to ask what the browser can, and never uses or closes them.
	const isUnusedBySdk = ({ localDescription }: RTCPeerConnection) =>
		localDescription === null &&
		document.querySelector('meta[name="call-profile"]')?.getAttribute('content')?.includes('"zego"') === true;

	window.probe = {
		journal,
		connections,
		tracks,
		open: () => ({
			tracks: tracks.filter(({ readyState }) => readyState === 'live').length,
			connections: connections.filter((one) => one.signalingState !== 'closed' && !isUnusedBySdk(one)).length,
			// One that is hanging up is gone for the page: until a silent server answers, there is no way to hurry it.
			// What ZEGO's SDK reports to its maker over is out of our reach.
			sockets: sockets.filter(
				({ readyState, url }) => readyState < WebSocket.CLOSING && !/^wss:[^?]*\/ws\/report\//.test(url)
			).length
		}),
		framesOf: async (video) => {
			// Firefox counts no pictures that an element shows of a stream.
			if (!isFirefox) return video.getVideoPlaybackQuality().totalVideoFrames;
			const [track] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
			return (await arriving(receiverOf(track)))?.framesDecoded ?? 0;
		},
		soundOf: async (stream) => {
			const [track] = stream.getAudioTracks();
			const receiver = receiverOf(track);
			if (track && !receiver) {
				if (!heard.has(track.id)) listen(track);
				return heard.get(track.id) ?? 0;
			}
			return (await arriving(receiver))?.totalAudioEnergy ?? 0;
		}
	};
}
