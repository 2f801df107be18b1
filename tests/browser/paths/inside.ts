/** Runs inside a page with the simulated engine: answers for the engine, answers with tokens, and listens to the recording. */
import type { TokenResponse } from '../../../src/lib/api/token';
import type { Script } from '../../../src/lib/engine/simulated/simulated.script';

type Entry = { to: string; via?: string[]; value?: unknown };
type InspectAnswer = { call: string; since?: number; recording?: string; entries?: string[] };

export type Inside = {
	/** The actor whose paths are followed, in the call that was started last. `player:` is any player. */
	actor: string;
	/** Whether the recording of the call has come, which the page loads when it is asked for it. */
	isHeard: boolean;
	/** The actor's state, and the edges that it has taken since they were cleared. */
	value: unknown;
	edges: string[];
	/** Resolves when the actor is in this state, given as JSON, and has taken these edges. */
	reaches(value: string, edges: string[]): Promise<void>;
	/** Follows a link to this room; `resumed`: as a page that was reloaded in mid-call finds it. */
	goTo(roomID: string, resumed: boolean): void;
	/** Goes to the start page. */
	goAway(): void;
	/** Closes camera and microphone as soon as the engine is asked to. */
	closesDevices(): Promise<void>;
	/** Advances the clock of long timers, so that a slow machine does not matter. */
	advance(milliseconds: number): void;
	/** Answers the newest request for a token; false when there is none. */
	answerToken(failureCode: string | null): boolean;
	/** From now on the browser plays sound only after a click. */
	refuseSound(): void;
	/** Answers whatever waits for another speaker, with the name of an error or none; false when nothing does. */
	answerSinks(error: string | null): boolean;
	/** Ends the test sound, with the name of an error or none; false when it does not sound. */
	endTestSound(error: string | null): boolean;
	/** Whether tiles are on screen. Until this is called, the browser has not looked. */
	sees(isOnScreen: boolean): void;
};

declare global {
	interface Window {
		inside: Inside;
	}
}

/** Runs in the page, before the app: it can use nothing from outside. */
export function install({
	script,
	userID,
	channelName
}: {
	script: Script;
	userID: string;
	channelName: string;
}): void {
	window.simulation = { script };
	const channel = new BroadcastChannel(channelName);
	let waiting: (() => void)[] = [];
	const tokens: ((response: Response) => void)[] = [];
	const timers = new Map<number, { due: number; ring: () => void }>();
	let now = 0;
	let soundAllowed = true;
	const sinks: ((error: string | null) => void)[] = [];
	const testSounds: ((error: string | null) => void)[] = [];
	const answeredIn = (waiting: ((error: string | null) => void)[]) =>
		new Promise<void>((resolve, reject) => {
			waiting.push((error) => (error === null ? resolve() : reject(new DOMException('As the tour has it', error))));
		});
	const watchers = new Set<(isOnScreen: boolean) => void>();

	const heard = ({ to, via, value }: Entry) => {
		if (to !== inside.actor && !(inside.actor.endsWith(':') && to.startsWith(inside.actor))) return;
		inside.edges.push(...(via ?? []));
		if (value !== undefined) inside.value = value;
	};
	channel.onmessage = ({ data }: MessageEvent<InspectAnswer>) => {
		if (data.since !== undefined) channel.postMessage({ ask: data.call });
		if (data.recording !== undefined) {
			const { segments } = JSON.parse(data.recording) as { segments: { entries: Entry[] }[] };
			inside.isHeard = true;
			inside.value = null;
			inside.edges = [];
			for (const { entries } of segments) entries.forEach(heard);
		}
		for (const entry of data.entries ?? []) heard(JSON.parse(entry) as Entry);
		const asked = waiting;
		waiting = [];
		for (const ask of asked) ask();
	};
	const follow = (href: string) => {
		const link = Object.assign(document.createElement('a'), { href });
		document.body.append(link);
		link.click();
		link.remove();
	};
	const inside: Inside = {
		actor: 'call',
		isHeard: false,
		value: null,
		edges: [],
		async reaches(value, edges) {
			const isThere = () =>
				JSON.stringify(inside.value) === value && edges.every((edge) => inside.edges.includes(edge));
			while (!isThere()) await new Promise<void>((resolve) => waiting.push(resolve));
		},
		goTo(roomID, resumed) {
			// What one tour has turned off or chosen is not the next one's.
			localStorage.removeItem('devices');
			const intents = { camera: false, microphone: false };
			if (resumed) {
				const left = { userName: 'Me', intents, leftAt: Date.now() };
				sessionStorage.setItem(`call:${roomID}`, JSON.stringify(left));
			}
			const type = resumed ? 'reload' : 'navigate';
			Object.assign(performance, { getEntriesByType: () => [{ type }] });
			document.querySelector('main')?.setAttribute('data-old', '');
			inside.isHeard = false;
			inside.value = null;
			inside.edges = [];
			follow(`/call/${roomID}?name=Me`);
		},
		goAway: () => follow('/'),
		async closesDevices() {
			const moment = () => new Promise((resolve) => setTimeout(resolve, 2));
			const answer = { outcome: 'succeed', after: 0 } as const;
			for (const device of ['camera', 'microphone'])
				while (window.simulation?.engine?.prompter.answer('closeDevice', answer, device) !== true) await moment();
			while (document.querySelector('main [aria-busy=true][aria-pressed]')) await moment();
		},
		advance(milliseconds) {
			now += milliseconds;
			const due = [...timers].filter(([, timer]) => timer.due <= now).toSorted(([, a], [, b]) => a.due - b.due);
			for (const [id, { ring }] of due) if (timers.delete(id)) ring();
		},
		answerToken(failureCode) {
			const give = tokens.pop();
			const seat = 'seat-of-the-simulation';
			const granted: TokenResponse = { userID, seat, token: '-', expiresIn: 3_600, iceServers: [] };
			const body = failureCode === null ? granted : { code: failureCode, detail: '' };
			give?.(Response.json(body, { status: failureCode === null ? 200 : 403 }));
			return give !== undefined;
		},
		answerSinks(error) {
			const waiting = sinks.splice(0);
			for (const answer of waiting) answer(error);
			return waiting.length > 0;
		},
		endTestSound(error) {
			const end = testSounds.pop();
			end?.(error);
			return end !== undefined;
		},
		refuseSound: () => (soundAllowed = false),
		sees: (isOnScreen) => watchers.forEach((tell) => tell(isOnScreen))
	};
	window.inside = inside;

	const { fetch, setTimeout, clearTimeout } = window;
	let timerIDs = 0;
	window.setTimeout = ((ring: () => void, milliseconds = 0) => {
		if (milliseconds < 100) return setTimeout(ring, milliseconds);
		timerIDs -= 1;
		timers.set(timerIDs, { due: now + milliseconds, ring });
		return timerIDs;
	}) as typeof window.setTimeout;
	window.clearTimeout = (id) => {
		if (typeof id !== 'number' || !timers.delete(id)) clearTimeout(id);
	};
	window.fetch = (input, init) => {
		if (typeof input !== 'string' || !input.startsWith('/api/token?')) return fetch(input, init);
		return new Promise((resolve, reject) => {
			init?.signal?.throwIfAborted();
			tokens.push(resolve);
			init?.signal?.addEventListener('abort', () => {
				const at = tokens.indexOf(resolve);
				if (at >= 0) tokens.splice(at, 1);
				reject(new DOMException('The call does not want it any more', 'AbortError'));
			});
		});
	};
	Object.assign(window, {
		IntersectionObserver: class {
			readonly #tell: (isOnScreen: boolean) => void;

			constructor(told: (looks: { isIntersecting: boolean }[]) => void) {
				this.#tell = (isIntersecting) => told([{ isIntersecting }]);
			}

			observe() {
				watchers.add(this.#tell);
			}

			disconnect() {
				watchers.delete(this.#tell);
			}
		}
	});
	const play = Reflect.get(HTMLMediaElement.prototype, 'play');
	addEventListener('click', () => (soundAllowed = true), true);
	HTMLMediaElement.prototype.setSinkId = (deviceID) => (deviceID === '' ? Promise.resolve() : answeredIn(sinks));
	// The test sound is over as soon as the tour has it begin.
	OscillatorNode.prototype.start = function () {
		setTimeout(() => this.dispatchEvent(new Event('ended')));
	};
	OscillatorNode.prototype.stop = () => undefined;
	HTMLMediaElement.prototype.play = function () {
		if (!this.isConnected) return answeredIn(testSounds);
		if (this.muted || soundAllowed) return play.call(this);
		return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
	};
}
