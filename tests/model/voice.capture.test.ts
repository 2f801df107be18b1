/** What is listened to of a microphone, on and off. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Voice } from '../../src/lib/engine/capture/voice';

type Track = { id: string; enabled: boolean; stop: () => void; clone: () => Track };

/** Everything that was copied of the microphone. */
let copies: Track[];
let contexts: { state: string }[];
let loudness: number;
let told: boolean[];
let voice: Voice;

const track = (enabled = true): Track => ({
	id: 'microphone',
	enabled,
	stop: vi.fn(),
	clone() {
		const copy = track(this.enabled);
		copies.push(copy);
		return copy;
	}
});
class Context extends EventTarget {
	state = 'running';
	constructor() {
		super();
		contexts.push(this);
	}
	resume = () => Promise.resolve();
	close = () => Promise.resolve(void (this.state = 'closed'));
}
class Node {
	connect(): void {}
	disconnect(): void {}
	getFloatTimeDomainData = (samples: Float32Array) => samples.fill(loudness);
}

beforeEach(() => {
	vi.useFakeTimers();
	[copies, contexts, told, loudness] = [[], [], [], 0];
	voice = new Voice((speaking) => told.push(speaking));
	vi.stubGlobal('AudioContext', Context).stubGlobal('AnalyserNode', Node).stubGlobal('MediaStream', Array);
	vi.stubGlobal('MediaStreamAudioSourceNode', Node);
	for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, vi.fn());
});
afterEach(() => {
	voice.follow(null, false);
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const follow = (microphone: Track | null, isOn: boolean) => voice.follow(microphone as MediaStreamTrack | null, isOn);
const speak = (milliseconds = 500) => {
	loudness = 0.3;
	vi.advanceTimersByTime(milliseconds);
};

it('a microphone that is off but held open is heard through a copy that is on; the microphone itself stays off', () => {
	const microphone = track(false);
	follow(microphone, false);
	speak();
	expect(told).toEqual([true]);
	expect(copies.map(({ enabled }) => enabled)).toEqual([true]);
	expect(microphone.enabled).toBe(false);
});

it('turned off or on, it is heard anew', () => {
	const microphone = track();
	follow(microphone, true);
	follow(microphone, true);
	speak();
	follow(microphone, false);
	expect(told).toEqual([true, false]);
	speak();
	expect(told).toEqual([true, false, true]);
	expect(copies.length).toBe(2);
});

it('once it is released, nothing of it is held: no copy, no context, no timer', () => {
	follow(track(), true);
	speak();
	follow(null, false);
	expect(told).toEqual([true, false]);
	expect(copies.map(({ stop }) => vi.mocked(stop).mock.calls.length)).toEqual([1]);
	expect(contexts.map(({ state }) => state)).toEqual(['closed']);
	expect(vi.getTimerCount()).toBe(0);
});

it('without an AudioContext nobody listens', () => {
	vi.stubGlobal('AudioContext', undefined);
	Reflect.deleteProperty(globalThis, 'AudioContext');
	follow(track(), true);
	speak();
	expect([told, copies]).toEqual([[], []]);
});
