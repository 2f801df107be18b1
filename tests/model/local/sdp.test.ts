import { expect, it } from 'vitest';
import { offerIDOf, sdpOf } from '../../../src/lib/engine/local/peers/connection';

/** As Firefox 153 writes it after `setCodecPreferences`, shortened. */
const OFFER = [
	'v=0',
	'o=mozilla...THIS_IS_SDPARTA-99.0 5210617236658234503 1 IN IP4 0.0.0.0',
	'm=audio 9 UDP/TLS/RTP/SAVPF 109',
	'a=fmtp:109 maxplaybackrate=48000',
	'a=rtcp-fb:109 transport-cc',
	'a=rtpmap:109 opus/48000/2',
	'm=video 0 UDP/TLS/RTP/SAVPF 120 124',
	'a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid',
	'a=fmtp:124 apt=120',
	'a=rtcp-fb:120 nack pli',
	'a=rtcp-fb:121 nack pli',
	'a=rtcp-fb:99 nack',
	'a=rtpmap:120 VP8/90000',
	'a=rtpmap:124 rtx/90000',
	''
].join('\r\n');

it('a description names no codec that is not used, because Chromium refuses it', () => {
	const left = OFFER.replace('a=rtcp-fb:121 nack pli\r\n', '').replace('a=rtcp-fb:99 nack\r\n', '');
	expect(sdpOf({ type: 'offer', sdp: OFFER })).toBe(left);
	expect(sdpOf({ type: 'offer', sdp: left })).toBe(left);
});

it('each offer has an ID that the server lets through', () => {
	expect(offerIDOf({ type: 'offer', sdp: OFFER })).toBe('5210617236658234503-1');
});
