import { expect, it, vi } from 'vitest';
import { askForSilence, redFirst, shapeSound } from '../../../src/lib/engine/local/peers/sound';

const codec = (mimeType: string): RTCRtpCodec => ({ mimeType, clockRate: 48_000 });
const opus = codec('audio/opus');

it('RED comes before opus, also where the browser lists it later, and is not made up where there is none', () => {
	expect(redFirst([opus, codec('audio/red')])).toEqual([codec('audio/red'), opus]);
	expect(redFirst([opus])).toEqual([opus]);
});

const OFFER = [
	'm=audio 9 UDP/TLS/RTP/SAVPF 63 111',
	'a=rtpmap:63 red/48000/2',
	'a=fmtp:63 111/111',
	'a=rtpmap:111 opus/48000/2',
	'a=fmtp:111 minptime=10;useinbandfec=1',
	'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
	'a=rtpmap:97 rtx/90000',
	'a=fmtp:97 apt=96',
	''
].join('\r\n');

it('of opus alone DTX is asked for, and not before three people are there', () => {
	expect(askForSilence(OFFER, 1)).toBe(OFFER);
	expect(askForSilence(OFFER, 2)).toBe(OFFER.replace('useinbandfec=1', 'useinbandfec=1;usedtx=1'));
});

function sender(setParameters: (parameters: RTCRtpSendParameters) => Promise<void>) {
	return { getParameters: () => ({ encodings: [{ active: true }] }), setParameters } as unknown as RTCRtpSender;
}

it('sound goes before pictures', () => {
	const set = vi.fn(() => Promise.resolve());
	shapeSound(sender(set));
	expect(set).toHaveBeenCalledExactlyOnceWith({
		encodings: [{ active: true, maxBitrate: 32_000, priority: 'high', networkPriority: 'high' }]
	});
});

it('a browser that refuses to be told goes on as it likes', async () => {
	const debug = vi.spyOn(console, 'debug').mockReturnValue();
	shapeSound(sender(() => Promise.reject(new Error('InvalidModificationError'))));
	await vi.waitFor(() => expect(debug).toHaveBeenCalledOnce());
});
