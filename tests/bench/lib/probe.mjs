/** Runs in a page before its own scripts. Records the click, the first remote frame, and all messages on sockets. */
export function probe() {
	const now = () => performance.timeOrigin + performance.now();
	const utf8 = new TextEncoder();

	/** @type {import('./record').PageRecord} */
	const record = {
		clicked: null,
		framed: null,
		frames: null,
		messages: [],
		steps: [],
		requests: () =>
			performance.getEntriesByType('resource').map(({ name, startTime }) => ({
				at: performance.timeOrigin + startTime,
				url: name
			}))
	};
	globalThis.bench = record;

	addEventListener('click', () => (record.clicked ??= now()), { capture: true });

	/** @param {'sent' | 'got'} way @param {unknown} data */
	function noteMessage(way, data) {
		const text = typeof data === 'string' ? data : '';
		const bytes = data instanceof ArrayBuffer ? data.byteLength : utf8.encode(text).length;
		const [, kind = '?'] = /"(?:t|type)":"(\w+)"/.exec(text) ?? [];
		record.messages.push({ at: now(), way, bytes, kind });
	}

	globalThis.WebSocket = class extends WebSocket {
		/** @param {string | URL} url @param {string | string[]} [protocols] */
		constructor(url, protocols) {
			super(url, protocols);
			this.addEventListener('message', ({ data }) => noteMessage('got', data));
		}

		/** @override @param {Parameters<WebSocket['send']>[0]} data */
		send(data) {
			noteMessage('sent', data);
			super.send(data);
		}
	};

	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		/** @param {RTCConfiguration} [configuration] */
		constructor(configuration) {
			super(configuration);
			for (const state of /** @type {const} */ (['signalingState', 'iceConnectionState', 'connectionState'])) {
				this.addEventListener(state.toLowerCase() + 'change', () =>
					record.steps.push({ at: now(), what: `${state} ${this[state]}` })
				);
			}
		}
	};

	const seen = new WeakSet();
	new MutationObserver(() => {
		for (const video of document.querySelectorAll('[data-tile]:not([data-local]) video')) {
			if (!(video instanceof HTMLVideoElement) || seen.has(video)) continue;
			seen.add(video);
			const noteFrame = () => {
				record.framed ??= now();
				record.frames?.push(now());
				video.requestVideoFrameCallback(noteFrame);
			};
			video.requestVideoFrameCallback(noteFrame);
		}
	}).observe(document, { childList: true, subtree: true });
}
