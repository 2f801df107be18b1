/** Not in TypeScript's library, and only in Chromium: https://w3c.github.io/mediacapture-transform/ */
declare class MediaStreamTrackProcessor<Data> {
	constructor(options: { track: MediaStreamTrack });
	readonly readable: ReadableStream<Data>;
}

/** Gives each picture of a track, until it ends. */
export const readPictures = (track: MediaStreamTrack, take: (frame: VideoFrame) => Promise<void>) =>
	read(new MediaStreamTrackProcessor<VideoFrame>({ track }).readable, take);

/** Gives each piece of sound of a track, until it ends. */
export const readSound = (track: MediaStreamTrack, take: (data: AudioData) => void) =>
	read(new MediaStreamTrackProcessor<AudioData>({ track }).readable, take);

async function read<Data extends { close(): void }>(
	stream: ReadableStream<Data>,
	take: (data: Data) => Promise<void> | void
): Promise<void> {
	const reader = stream.getReader();
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		try {
			await take(value);
		} finally {
			value.close();
		}
	}
}
