/** Unplugs all cameras: their tracks end, and no camera is found until the fault is off. */
import type { Install } from './fault';

export const unplugCamera: Install = (isOn) => {
	const { mediaDevices } = navigator as Partial<Navigator>;
	// Without HTTPS there are no cameras either.
	if (!mediaDevices) return { begin() {}, end() {} };
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
	const tracks = new Set<MediaStreamTrack>();
	const notify = () => mediaDevices.dispatchEvent(new Event('devicechange'));

	mediaDevices.getUserMedia = async (constraints) => {
		if (isOn() && constraints?.video) throw new DOMException('Requested device not found', 'NotFoundError');
		const stream = await getUserMedia(constraints);
		for (const track of stream.getVideoTracks()) tracks.add(track);
		return stream;
	};
	mediaDevices.enumerateDevices = async () => {
		const all = await enumerateDevices();
		return isOn() ? all.filter(({ kind }) => kind !== 'videoinput') : all;
	};

	return {
		begin() {
			for (const track of tracks) {
				if (track.readyState === 'ended') continue;
				// `stop()` fires no `ended` event: https://w3c.github.io/mediacapture-main/#dom-mediastreamtrack-stop
				track.stop();
				track.dispatchEvent(new Event('ended'));
			}
			tracks.clear();
			notify();
		},
		end: notify
	};
};
