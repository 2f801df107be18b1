/** Whose packets say that they speak. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hearVoices, type Heard } from '../../../src/lib/engine/local/peers/voices';
import { Roster } from '../../../src/lib/engine/local/roster';
import { Streams } from '../../../src/lib/engine/local/streams';
import { DECIBELS, Voices } from '../../../src/lib/engine/speech';

const tell = vi.fn();
const stage = { level: 0.3, at: 0, played: ['ann_camera', 'ann_screen'] };

const track = { kind: 'audio' };
const receiver = { track, getSynchronizationSources: () => [{ timestamp: stage.at, audioLevel: stage.level }] };
const peer = {
	pc: { getReceivers: () => [receiver] },
	streams: new Map([['media', { getAudioTracks: () => [track] }]])
};
const streams = new Streams();
const voices = new Voices(DECIBELS, (streamID, speaking) => tell({ type: 'remote.speaking', streamID, speaking }));
const peers = { get: () => peer, expectMedia: () => undefined };
const heard = {
	peers,
	streams,
	voices,
	player: {
		get streamIDs() {
			return stage.played;
		}
	}
} as unknown as Heard;
const roster = new Roster({ streams, voices, peers: peers as never, emit: tell });
const says = (status: 'OPEN' | 'MUTE') => roster.updateDevice({ streamID: 'ann_camera', device: 'microphone', status });

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
	Object.assign(stage, { level: 0.3, played: ['ann_camera', 'ann_screen'] });
	for (const streamID of stage.played) {
		streams.set(streamID, { streamID, userID: 'ann', mediaID: 'media', camera: 'OPEN', microphone: 'OPEN' });
	}
	stop = hearVoices(heard);
});
afterEach(() => {
	stop();
	vi.useRealTimers();
	stage.played = [];
	voices.look(new Map(), 0);
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
	says('MUTE');
	expect(told()).toMatchObject([{ type: 'remote.device', status: 'MUTE' }, { speaking: false }]);
	says('OPEN');
	passes(500);
	expect(told()).toMatchObject([{ type: 'remote.device', status: 'OPEN' }, { speaking: true }]);
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
