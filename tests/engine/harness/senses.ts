/** Eyes and ears in a browser: a video element for each stream, and what the probe counts of it. */
import type { MediaRegistry } from '../../../src/lib/engine/media';
import type { Senses } from './performer';

export function browserSenses(media: MediaRegistry): Senses {
	const videos = new Map<string, HTMLVideoElement>();
	return {
		show(id) {
			if (videos.has(id)) return;
			const element = document.body.appendChild(document.createElement('video'));
			// Aloud: of sound that is not played, browsers count nothing.
			element.autoplay = element.playsInline = true;
			media.watch(id, (stream) => {
				if (element.srcObject !== stream) element.srcObject = stream;
			});
			videos.set(id, element);
		},
		frames(id) {
			const video = videos.get(id);
			return video ? window.probe.framesOf(video) : 0;
		},
		lines(id) {
			const video = videos.get(id);
			return video ? Math.min(video.videoWidth, video.videoHeight) : 0;
		},
		sound(id) {
			const stream = media.get(id);
			return stream ? window.probe.soundOf(stream) : 0;
		}
	};
}
