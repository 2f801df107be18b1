/** What arrives, as a media element can play it. */

const made = new WeakMap<MediaStream, MediaStream>();

/**
 * The same tracks in a stream of its own, a video track only once it has a picture. Chromium plays nothing of a stream,
 * not even its sound, before the first picture of every video track in it: whoever came without a camera was mute.
 */
export function playable(arriving: MediaStream): MediaStream {
	const known = made.get(arriving);
	if (known) return known;
	const stream = new MediaStream();
	made.set(arriving, stream);

	const admit = (track: MediaStreamTrack) => {
		if (track.kind === 'audio' || !track.muted) stream.addTrack(track);
		else track.addEventListener('unmute', () => stream.addTrack(track), { once: true });
	};
	arriving.getTracks().forEach(admit);
	arriving.addEventListener('addtrack', ({ track }) => admit(track));
	arriving.addEventListener('removetrack', ({ track }) => stream.removeTrack(track));
	return stream;
}
