/** Which tracks of another are played. */
import { beforeEach, expect, it, vi } from 'vitest';
import { Peer, type PeerOptions } from '../../../src/lib/engine/local/peers/peer';
import { Streams } from '../../../src/lib/engine/local/streams';
import { latest, outgoing } from './connection';

class Stream {
	readonly #tracks = new Set<Track>();
	onremovetrack: ((event: { track: Track }) => void) | null = null;

	constructor(readonly id = 'mine') {}

	getTracks = () => [...this.#tracks];
	addTrack = (track: Track) => void this.#tracks.add(track);
	removeTrack = (track: Track) => void this.#tracks.delete(track);
}

class Track {
	muted = true;
	onunmute: (() => void) | null = null;

	constructor(readonly kind: 'audio' | 'video') {}

	getsPackets(): void {
		this.muted = false;
		this.onunmute?.();
	}
}

const sound = new Track('audio');
let picture: Track;
let streams: Streams;
let peer: Peer;
const played = () => peer.streams.get('media')?.getTracks();
const annPublishes = (camera: 'OPEN' | 'MUTE', streamID = 'ann_camera') => {
	streams.set(streamID, { streamID, userID: 'ann', mediaID: 'media', camera, microphone: 'OPEN' });
	peer.showPictures();
};

beforeEach(() => {
	vi.stubGlobal('MediaStream', Stream);
	picture = new Track('video');
	streams = new Streams();
	const arriving = new Stream('media');
	peer = new Peer(
		new RTCPeerConnection(),
		{ userID: 'ann', sessionID: 'ann-1' },
		{
			session: { myUserID: 'me', send: () => undefined },
			outgoing,
			hasPictures: (mediaID: string) => streams.hasPictures(mediaID)
		} as unknown as PeerOptions,
		[sound, picture].map((track) => ({ track, streams: [arriving] })) as never
	);
	expect(latest()).toBe(peer.pc);
});

it('sound is played at once, a picture when it comes', () => {
	annPublishes('OPEN');
	expect(played()).toEqual([sound]);
	picture.getsPackets();
	expect(played()).toEqual([sound, picture]);
});

it('packets without a picture, of a camera that is off, do not keep the sound from being played', () => {
	annPublishes('MUTE');
	picture.getsPackets();
	expect(played()).toEqual([sound]);
	annPublishes('OPEN');
	expect(played()).toEqual([sound, picture]);
});

it('a picture that comes before its stream is published waits for that', () => {
	picture.getsPackets();
	expect(played()).toEqual([sound]);
	annPublishes('OPEN');
	expect(played()).toEqual([sound, picture]);
});

it('a screen is shown as it was last, also while its window is minimized', () => {
	annPublishes('MUTE', 'ann_screen');
	picture.getsPackets();
	expect(played()).toEqual([sound, picture]);
});
