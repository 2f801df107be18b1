/** What a server says to a page, held back until it is let in: in the order in which it was said, and without the beats of its heart. */

export type Mailbox = {
	/** From now on, of messages with one of these texts; what was held before is lost. */
	holds(texts: string[]): void;
	/** Lets this one in, and what came after it up to the next that is held. A frozen page takes them when it runs again. */
	lets(text: string): void;
};

declare global {
	interface Window {
		mailbox: Mailbox;
	}
}

/** Runs in the page, before its own script. */
export function installMailbox(): void {
	const held = new Set<string>();
	const waiting: { socket: WebSocket; data: string }[] = [];
	const isHeld = (data: string) => [...held].some((text) => data.includes(text));

	window.WebSocket = class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			this.addEventListener('message', (event) => {
				const data = String(event.data);
				// One that is let in has been here before.
				if (!event.isTrusted || data.includes('"t":"beat"')) return;
				if (waiting.length === 0 && !isHeld(data)) return;
				event.stopImmediatePropagation();
				waiting.push({ socket: this, data });
			});
		}
	};
	window.mailbox = {
		holds(texts) {
			waiting.length = 0;
			for (const text of texts) held.add(text);
		},
		lets(text) {
			setTimeout(() => {
				held.delete(text);
				for (let next = waiting[0]; next && !isHeld(next.data); next = waiting[0]) {
					waiting.shift();
					next.socket.dispatchEvent(new MessageEvent('message', { data: next.data }));
				}
			});
		}
	};
}
