/** What cameras and screens are sent in, by what the browser can do. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkCodecs, deviceCodecs, encodesAV1, screenCodecs } from '../../../src/lib/engine/local/peers/codecs';

const names = [
	'video/VP8',
	'video/rtx',
	'video/H264',
	'video/AV1',
	'video/VP9',
	'audio/opus',
	'audio/red',
	'audio/PCMU'
];

const browserWith = (known: readonly string[]) => {
	const of = (kind: string) =>
		known.filter((name) => name.startsWith(kind)).map((mimeType) => ({ mimeType, clockRate: 1 }));
	vi.stubGlobal('RTCRtpReceiver', { getCapabilities: (kind: string) => ({ codecs: of(kind) }) });
	vi.stubGlobal('RTCPeerConnection', vi.fn());
};
const mimeTypes = (codecs: RTCRtpCodec[]) => codecs.map(({ mimeType }) => mimeType);

afterEach(() => vi.unstubAllGlobals());

it('a camera is offered in VP8 only, and a screen in AV1 first where this machine encodes it and few watch', () => {
	browserWith(names);
	expect(mimeTypes(deviceCodecs('video'))).toEqual(['video/VP8', 'video/rtx']);
	expect(mimeTypes(screenCodecs('video', true))).toEqual(['video/AV1', 'video/VP8', 'video/rtx']);
	expect(mimeTypes(screenCodecs('video', false))).toEqual(['video/VP8', 'video/rtx']);
	expect(mimeTypes(screenCodecs('audio', true))).toEqual(['audio/red', 'audio/opus']);
});

it('a screen is offered in VP8 by a browser without AV1', () => {
	browserWith(names.filter((name) => name !== 'video/AV1'));
	expect(mimeTypes(screenCodecs('video', true))).toEqual(['video/VP8', 'video/rtx']);
});

it('a browser without VP8 can hold no call', () => {
	browserWith(['video/H264', 'video/rtx']);
	expect(() => checkCodecs()).toThrow(expect.objectContaining({ code: 'browser.unsupported' }));
	browserWith(['video/VP8', 'video/rtx']);
	expect(() => checkCodecs()).not.toThrow();
});

describe('AV1 is encoded', () => {
	const browserSays = (mediaCapabilities: unknown) => vi.stubGlobal('navigator', { mediaCapabilities });

	it.each([true, false])('if the browser says that it is smooth: %s', async (smooth) => {
		browserSays({ encodingInfo: () => Promise.resolve({ smooth }) });
		expect(await encodesAV1()).toBe(smooth);
	});

	it('not by a browser that does not know the question', async () => {
		browserSays({ encodingInfo: () => Promise.reject(new TypeError('webrtc')) });
		expect(await encodesAV1()).toBe(false);
		browserSays(undefined);
		expect(await encodesAV1()).toBe(false);
	});
});
