/** Counts what an engine must give back. Patches the page before the engine is loaded. */
import type { Open } from '../../browser/support/probe';

export type Leftovers = Open & { listeners: number; timers: number };

type Callback = EventListenerOrEventListenerObject | null;

const listeners = new Set<{ target: EventTarget; type: string; listener: Callback }>();
const timers = new Set<number>();

export function watchResources(): void {
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
	...window.probe.open(),
	listeners: listeners.size,
	timers: timers.size
});
