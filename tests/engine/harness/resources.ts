/** Counts what an engine must give back. Patches the page before the engine is loaded. */

export interface Leftovers {
	tracks: number;
	connections: number;
	sockets: number;
	listeners: number;
	timers: number;
}

type Callback = EventListenerOrEventListenerObject | null;

const tracks: MediaStreamTrack[] = [];
export const connections: RTCPeerConnection[] = [];
const sockets: WebSocket[] = [];
/** The SDK's own: it opens it as a stream ends, and may forget it when it is destroyed in the same moment. */
const REPORTS = /^wss:[^?]*\/ws\/report\//;
const listeners = new Set<{ target: EventTarget; type: string; listener: Callback }>();
const timers = new Set<number>();
let patched = false;

export function watchResources(): void {
	if (patched) return;
	patched = true;
	for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
		const take = navigator.mediaDevices[name].bind(navigator.mediaDevices);
		navigator.mediaDevices[name] = async (constraints) => {
			const stream = await take(constraints);
			tracks.push(...stream.getTracks());
			return stream;
		};
	}
	window.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			connections.push(this);
		}
	};
	window.WebSocket = class extends WebSocket {
		constructor(url: string | URL) {
			super(url);
			sockets.push(this);
		}
	};
	watchListeners(window);
	watchListeners(navigator.mediaDevices);
	watchTimers();
}

function watchListeners(target: EventTarget): void {
	const add = target.addEventListener.bind(target);
	const remove = target.removeEventListener.bind(target);
	const forget = (type: string, listener: Callback) => {
		for (const one of listeners)
			if (one.target === target && one.type === type && one.listener === listener) listeners.delete(one);
	};
	target.addEventListener = (type: string, listener: Callback, options?: boolean | AddEventListenerOptions) => {
		forget(type, listener);
		listeners.add({ target, type, listener });
		if (typeof options === 'object') {
			options.signal?.addEventListener('abort', () => forget(type, listener));
			if (options.once) add(type, () => forget(type, listener), { once: true });
		}
		add(type, listener, options);
	};
	target.removeEventListener = (type: string, listener: Callback, options?: boolean | EventListenerOptions) => {
		forget(type, listener);
		remove(type, listener, options);
	};
}

function watchTimers(): void {
	const later = window.setTimeout.bind(window);
	const repeatedly = window.setInterval.bind(window);
	const clear = window.clearTimeout.bind(window);
	const forget = (id?: number) => {
		if (id !== undefined) timers.delete(id);
		clear(id);
	};
	Object.assign(window, {
		setTimeout: (run: () => void, ms?: number) => {
			const id = later(() => {
				timers.delete(id);
				run();
			}, ms);
			timers.add(id);
			return id;
		},
		setInterval: (run: () => void, ms?: number) => {
			const id = repeatedly(run, ms);
			timers.add(id);
			return id;
		},
		clearTimeout: forget,
		clearInterval: forget
	});
}

export const leftovers = (): Leftovers => ({
	tracks: tracks.filter((track) => track.readyState === 'live').length,
	connections: connections.filter((pc) => pc.signalingState !== 'closed').length,
	sockets: sockets.filter(({ readyState, url }) => readyState < WebSocket.CLOSING && !REPORTS.test(url)).length,
	listeners: listeners.size,
	timers: timers.size
});
