/** Eyes and ears in a browser: a video element for each stream, and an ear held to its sound. */
import type { MediaRegistry } from '../../../src/lib/engine/media';
import type { Senses } from './performer';
import { connections } from './resources';

/** Out of 128: the fake microphone beeps far louder every second, and silence is 0. */
export const LOUD = 20;
/** Longer than the pause between two beeps (ms). */
const LISTENING = 1_200;

export function browserSenses(media: MediaRegistry): Senses {
	const videos = new Map<string, HTMLVideoElement>();
	return {
		show(id) {
			if (videos.has(id)) return;
			const element = document.body.appendChild(document.createElement('video'));
			element.autoplay = element.muted = element.playsInline = true;
			media.watch(id, (stream) => {
				if (element.srcObject !== stream) element.srcObject = stream;
			});
			videos.set(id, element);
		},
		// Firefox counts no pictures that an element shows of a stream.
		frames: (id) =>
			navigator.userAgent.includes('Firefox')
				? framesDecoded(media.get(id))
				: (videos.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0),
		loudness: (id) => loudness(media.get(id))
	};
}

async function framesDecoded(stream: MediaStream | null): Promise<number> {
	const [track] = stream?.getVideoTracks() ?? [];
	const receiver = connections
		.filter(({ signalingState }) => signalingState !== 'closed')
		.flatMap((connection) => connection.getReceivers())
		.find((one) => one.track.id === track?.id);
	const rows = [...((await receiver?.getStats())?.values() ?? [])] as { type: string; framesDecoded?: number }[];
	return rows.find(({ type }) => type === 'inbound-rtp')?.framesDecoded ?? 0;
}

async function loudness(stream: MediaStream | null): Promise<number> {
	const sound = stream?.getAudioTracks() ?? [];
	if (sound.length === 0) return 0;
	const context = new AudioContext();
	const analyser = context.createAnalyser();
	context.createMediaStreamSource(new MediaStream(sound)).connect(analyser);
	const samples = new Uint8Array(analyser.fftSize);
	let loudest = 0;
	const end = performance.now() + LISTENING;
	while (performance.now() < end && loudest < LOUD) {
		analyser.getByteTimeDomainData(samples);
		for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample - 128));
		await new Promise(requestAnimationFrame);
	}
	await context.close();
	return loudest;
}
