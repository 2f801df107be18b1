/** Whose packets say that they speak. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hearVoices, type Heard } from '../../../src/lib/engine/local/peers/voices';

const tell = vi.fn();
const stage = { level: 0.3, at: 0, played: ['ann_camera', 'ann_screen'], microphone: 'OPEN' };

const track = { kind: 'audio' };
const receiver = { track, getSynchronizationSources: () => [{ timestamp: stage.at, audioLevel: stage.level }] };
const peer = {
	pc: { getReceivers: () => [receiver] },
	streams: new Map([['media', { getAudioTracks: () => [track] }]])
};
const heard = {
	peers: { get: () => peer },
	streams: { get: () => ({ userID: 'ann', mediaID: 'media', microphone: stage.microphone }) },
	player: {
		get streamIDs() {
			return stage.played;
		}
	}
} as unknown as Heard;

let stop: () => void;
/** Time passes, and packets come. */
const passes = (milliseconds: number, { packets = true } = {}) => {
	for (let passed = 0; passed < milliseconds; passed += 50) {
		if (packets) stage.at++;
		vi.advanceTimersByTime(50);
	}
};
const told = () => tell.mock.calls.splice(0).map(([event]) => event as unknown);

beforeEach(() => {
	vi.useFakeTimers();
	Object.assign(stage, { level: 0.3, microphone: 'OPEN', played: ['ann_camera', 'ann_screen'] });
	stop = hearVoices(heard, tell);
});
afterEach(() => {
	stop();
	vi.useRealTimers();
	tell.mockClear();
});

it('a loud voice speaks, and the sound of a screen does not', () => {
	passes(1_000);
	expect(told()).toEqual([{ type: 'remote.speaking', streamID: 'ann_camera', speaking: true }]);
});

it('who sends nothing any more is quiet, whatever was last', () => {
	passes(1_000);
	told();
	passes(1_500, { packets: false });
	expect(told()).toEqual([{ type: 'remote.speaking', streamID: 'ann_camera', speaking: false }]);
});

it('who mutes themself is quiet at once, and told of anew when they are back in the same breath', () => {
	passes(1_000);
	told();
	stage.microphone = 'MUTE';
	passes(200);
	expect(told()).toMatchObject([{ speaking: false }]);
	stage.microphone = 'OPEN';
	passes(500);
	expect(told()).toMatchObject([{ speaking: true }]);
});

it('a stream that was not played for a moment is told of anew', () => {
	passes(1_000);
	stage.played = [];
	passes(300);
	stage.played = ['ann_camera'];
	passes(1_000);
	expect(told().length).toBe(2);
});

it('a browser that does not say how loud packets are tells of nobody', () => {
	stage.level = undefined as never;
	passes(1_000);
	expect(told()).toEqual([]);
});
