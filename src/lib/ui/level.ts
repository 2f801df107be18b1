import type { Attachment } from 'svelte/attachments';
import { PREVIEW, type MediaRegistry } from '$lib/engine/media';
import { Meter } from '$lib/engine/meter';

/** The bar is empty at this many decibels below full scale. A quiet room is near it. */
const FLOOR = -60;

/**
 * Writes the loudness of my microphone into the custom property `--level`, from 0 to 1. Calls `onlistening` with whether it can:
 * some browsers want a click on the page first.
 */
export const microphoneLevel =
	(media: MediaRegistry, onlistening: (listening: boolean) => void): Attachment<HTMLElement> =>
	(element) => {
		const meter = Meter.open(onlistening);
		if (!meter) return undefined;
		let frame = 0;
		const stop = media.watch(PREVIEW, (stream) => meter.listenTo(stream?.getAudioTracks()[0] ?? null));

		const draw = () => {
			const level = 1 - meter.level / FLOOR;
			element.style.setProperty('--level', Math.max(0, Math.min(1, level)).toFixed(2));
			frame = requestAnimationFrame(draw);
		};
		draw();

		return () => {
			cancelAnimationFrame(frame);
			stop();
			meter.close();
		};
	};
