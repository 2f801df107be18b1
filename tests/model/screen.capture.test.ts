/** What is asked of the browser when a screen is shared, and what is kept of what it gives. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeScreen } from '../../src/lib/engine/capture/screen';

type Track = { kind: string; stop: () => void; getSettings: () => object };

const stopped: string[] = [];
const track = (kind: string, settings: object): Track => ({
	kind,
	stop: () => void stopped.push(kind),
	getSettings: () => settings
});

class Stream {
	constructor(private tracks: Track[]) {}
	getTracks = () => this.tracks;
	getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
	getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
	removeTrack = (gone: Track) => (this.tracks = this.tracks.filter((one) => one !== gone));
}

/** A browser that shares this, with sound. */
function sharing(displaySurface: string, supported: object, sound: object) {
	const getDisplayMedia = vi
		.fn<(options: DisplayMediaStreamOptions) => Promise<Stream>>()
		.mockResolvedValue(new Stream([track('video', { displaySurface }), track('audio', sound)]));
	vi.stubGlobal('navigator', { mediaDevices: { getDisplayMedia, getSupportedConstraints: () => supported } });
	return getDisplayMedia;
}

const refusing = (error: Error) =>
	vi.stubGlobal('navigator', {
		mediaDevices: { getDisplayMedia: () => Promise.reject(error), getSupportedConstraints: () => ({}) }
	});

const kinds = async () => (await takeScreen()).getTracks().map(({ kind }) => kind);

afterEach(() => {
	vi.unstubAllGlobals();
	stopped.length = 0;
});

describe('a shared sound', () => {
	it('is asked for without that of the call, where the browser can keep it out', async () => {
		const asked = sharing('monitor', { restrictOwnAudio: true }, { restrictOwnAudio: true });
		expect(await kinds()).toEqual(['video', 'audio']);
		expect(asked.mock.calls[0]?.[0]).toMatchObject({
			audio: { restrictOwnAudio: true },
			systemAudio: 'include',
			selfBrowserSurface: 'exclude'
		});
	});

	it('is not asked of the whole computer where the browser can not', async () => {
		const asked = sharing('browser', {}, {});
		expect(await kinds()).toEqual(['video', 'audio']);
		expect(asked.mock.calls[0]?.[0]).toMatchObject({ systemAudio: 'exclude', selfBrowserSurface: 'exclude' });
	});

	it.each(['monitor', 'window'])('of a %s that would contain the call is dropped', async (surface) => {
		sharing(surface, {}, {});
		expect(await kinds()).toEqual(['video']);
		expect(stopped).toEqual(['audio']);
	});
});

describe('a screen that is not given', () => {
	it.each([
		['Permission denied', 'NotAllowedError', 'screen.cancelled'],
		['Permission denied by system', 'NotAllowedError', 'screen.denied'],
		['The object can not be found here.', 'NotFoundError', 'screen.denied'],
		['Could not start video source', 'NotReadableError', 'screen.failed']
	])('“%s” (%s) is %s', async (words, name, code) => {
		refusing(new DOMException(words, name));
		await expect(takeScreen()).rejects.toMatchObject({ code });
	});

	it('by a browser that has none is unsupported', async () => {
		vi.stubGlobal('navigator', { mediaDevices: {} });
		await expect(takeScreen()).rejects.toMatchObject({ code: 'screen.unsupported' });
	});
});
