/** Eyes and ears in a browser: a video element for each stream, and an ear held to its sound. */
import type { MediaRegistry } from '../../../src/lib/engine/media';
import type { Senses } from './performer';
import { connections } from './resources';

/** Out of 128: the fake microphones are louder, Firefox's by little (13), and silence is 0. */
export const LOUD = 10;
const LOUDEST = 128;
/** Longer than the pause between two beeps (ms). */
const LISTENING = 1_200;

/** It counts no pictures that an element shows of a stream, and without a loudspeaker its audio contexts stand still. */
const isFirefox = () => navigator.userAgent.includes('Firefox');

type Inbound = { type: string; framesDecoded?: number; totalAudioEnergy?: number; totalSamplesDuration?: number };

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
		frames: (id) =>
			isFirefox()
				? inboundOf(media.get(id)?.getVideoTracks()[0]).then(({ framesDecoded = 0 }) => framesDecoded)
				: (videos.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0),
		loudness: (id) => (isFirefox() ? loudnessReceived(media.get(id)) : loudness(media.get(id)))
	};
}

async function inboundOf(track: MediaStreamTrack | undefined): Promise<Inbound> {
	const receiver = connections
		.filter(({ signalingState }) => signalingState !== 'closed')
		.flatMap((connection) => connection.getReceivers())
		.find((one) => one.track.id === track?.id);
	const rows = [...((await receiver?.getStats())?.values() ?? [])] as Inbound[];
	return rows.find(({ type }) => type === 'inbound-rtp') ?? { type: 'none' };
}

/** WebRTC counts the square of the loudest samples, not of all. */
async function loudnessReceived(stream: MediaStream | null): Promise<number> {
	const received = async () => {
		const { totalAudioEnergy = 0, totalSamplesDuration = 0 } = await inboundOf(stream?.getAudioTracks()[0]);
		return { energy: totalAudioEnergy, seconds: totalSamplesDuration };
	};
	const before = await received();
	await new Promise((done) => setTimeout(done, LISTENING));
	const after = await received();
	const seconds = after.seconds - before.seconds;
	return seconds > 0 ? LOUDEST * Math.sqrt((after.energy - before.energy) / seconds) : 0;
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
