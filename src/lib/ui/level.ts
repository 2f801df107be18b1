import type { Attachment } from 'svelte/attachments';
import { PREVIEW, type MediaRegistry } from '$lib/engine/media';

/** The bar is empty at this many decibels below full scale. A quiet room is near it. */
const FLOOR = -60;

/**
 * Writes the loudness of my microphone into the custom property `--level`, from 0 to 1. Calls `onlistening` with whether it can:
 * some browsers want a click on the page first.
 */
export const microphoneLevel =
	(media: MediaRegistry, onlistening: (listening: boolean) => void): Attachment<HTMLElement> =>
	(element) => {
		// Some browsers have none, as when their users forbid it. A call needs none.
		if (!('AudioContext' in globalThis)) return undefined;
		const context = new AudioContext();
		const analyser = new AnalyserNode(context, { fftSize: 1024 });
		const samples = new Float32Array(analyser.fftSize);
		let source: MediaStreamAudioSourceNode | null = null;
		let frame = 0;
		context.onstatechange = () => onlistening(context.state === 'running');

		const stop = media.watch(PREVIEW, (stream) => {
			source?.disconnect();
			const tracks = stream?.getAudioTracks() ?? [];
			source =
				tracks.length > 0 ? new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream(tracks) }) : null;
			source?.connect(analyser);
		});

		const draw = () => {
			analyser.getFloatTimeDomainData(samples);
			const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
			const level = 1 - (10 * Math.log10(power || Number.MIN_VALUE)) / FLOOR;
			element.style.setProperty('--level', Math.max(0, Math.min(1, level)).toFixed(2));
			frame = requestAnimationFrame(draw);
		};
		draw();

		const resume = () => {
			context.resume().catch(() => {
				// Refused only when the context is being closed: the click was on "Start call".
			});
		};
		addEventListener('pointerdown', resume);
		addEventListener('keydown', resume);
		return () => {
			removeEventListener('pointerdown', resume);
			removeEventListener('keydown', resume);
			cancelAnimationFrame(frame);
			stop();
			context.onstatechange = null;
			void context.close();
		};
	};
