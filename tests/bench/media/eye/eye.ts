/**
 * What a page of the benchmark of picture and sound sees and hears. Runs before the page's own scripts. All times are milliseconds
 * since 1970, because pages of two browsers are compared.
 */
import { CLIP, lumaOf, readNumber, rowsOfNumber } from '../clip/picture.mjs';
import { ChirpFinder } from '../clip/sound.mjs';
import { psnr, resize, ssim } from '../likeness.mjs';
import { fakeScreen, textLuma } from './screen';
import { readStats } from './stats';
import { readPictures, readSound } from './tracks';

/** `number`: of the picture in the clip, null if it cannot be read. */
export type Frame = { at: number; number: number | null; width: number; height: number };
export type Likeness = { psnr: number; ssim: number };

const connections: RTCPeerConnection[] = [];
const microphones: MediaStreamTrack[] = [];
const voices: MediaStreamTrack[] = [];
/** Pictures that the camera gave, and those of others that were shown. */
const captured: Frame[] = [];
const shown: Frame[] = [];
const chirps = { own: [] as number[], others: [] as number[] };
let listens = false;

const now = () => performance.timeOrigin + performance.now();

/**
 * Of a track, whose timestamps are microseconds since no known time. A page that is busy gets pictures late: the one that came soonest
 * says when all were taken.
 */
function clock(): (timestamp: number) => number {
	let soonest = Infinity;
	return (timestamp) => {
		soonest = Math.min(soonest, now() - timestamp / 1_000);
		return timestamp / 1_000 + soonest;
	};
}

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
	constructor(configuration?: RTCConfiguration) {
		super(configuration);
		connections.push(this);
		this.addEventListener('track', ({ track }) => {
			if (track.kind !== 'audio') return;
			voices.push(track);
			if (listens) listen(track, chirps.others);
		});
	}
};

const { mediaDevices } = navigator;
const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = async (constraints) => {
	const stream = await getUserMedia(constraints);
	microphones.push(...stream.getAudioTracks());
	// Read from the track, because the pages of others have no preview, and ours draws it later than the encoder gets it.
	for (const track of stream.getVideoTracks()) {
		const timeOf = clock();
		void readPictures(track, (frame) => note(captured, frame, timeOf(frame.timestamp)));
	}
	if (listens) for (const track of stream.getAudioTracks()) listen(track, chirps.own);
	return stream;
};
mediaDevices.getDisplayMedia = () => Promise.resolve(fakeScreen());

/** The luma of a picture, or of its uppermost rows. */
async function lumaIn(frame: VideoFrame, rows?: number): Promise<Uint8Array> {
	const { width, height, x, y } = frame.visibleRect ?? new DOMRect(0, 0, frame.codedWidth, frame.codedHeight);
	const size = { width, height: Math.min(height, rows ?? height) };
	const options = { rect: { x, y, ...size } };
	const bytes = new Uint8Array(frame.allocationSize(options));
	// I420 and NV12 begin with the luma.
	await frame.copyTo(bytes, options);
	return bytes.subarray(0, width * size.height);
}

async function note(list: Frame[], frame: VideoFrame, at: number): Promise<void> {
	const { displayWidth: width, displayHeight: height } = frame;
	const entry: Frame = { at, number: null, width, height };
	list.push(entry);
	entry.number = readNumber(await lumaIn(frame, rowsOfNumber(width)), width, width);
}

const isOther = (video: Element): video is HTMLVideoElement =>
	video instanceof HTMLVideoElement && video.closest('[data-tile]:not([data-local])') !== null;
const videos = () => [...document.querySelectorAll('video')].filter(isOther).filter(({ videoWidth }) => videoWidth > 0);

/** Of those who watch only the first one looks closely: five who do would be the load. */
const looks = !location.search.includes('joiner-');
const watched = new WeakSet<Element>();
function watch(video: HTMLVideoElement): void {
	if (!looks || watched.has(video)) return;
	watched.add(video);
	const look: VideoFrameRequestCallback = (_, { expectedDisplayTime }) => {
		video.requestVideoFrameCallback(look);
		const frame = new VideoFrame(video);
		void note(shown, frame, performance.timeOrigin + expectedDisplayTime).finally(() => frame.close());
	};
	video.requestVideoFrameCallback(look);
}
new MutationObserver(() => {
	for (const video of document.querySelectorAll('video')) if (isOther(video)) watch(video);
}).observe(document, { childList: true, subtree: true });

function listen(track: MediaStreamTrack, list: number[]): void {
	const finder = new ChirpFinder();
	const timeOf = clock();
	void readSound(track, (data) => {
		const piece = new Float32Array(data.numberOfFrames);
		data.copyTo(piece, { planeIndex: 0, format: 'f32-planar' });
		const at = finder.find(
			piece,
			data.sampleRate,
			timeOf(data.timestamp + (data.numberOfFrames / data.sampleRate) * 1e6)
		);
		if (at !== null) list.push(at);
	});
}

const next = (video: HTMLVideoElement) => new Promise((resolve) => video.requestVideoFrameCallback(resolve));

/** Pictures of others, as like those of the clip as they are, at this height. */
async function likeness(height: number, count: number): Promise<Likeness[]> {
	const found: { number: number; luma: Uint8Array; width: number; height: number }[] = [];
	const [video] = videos();
	if (!video) return [];
	for (let tries = 0; found.length < count && tries < 10 * count; tries += 1) {
		await next(video);
		const frame = new VideoFrame(video);
		const { displayWidth: width, displayHeight } = frame;
		const luma = await lumaIn(frame).finally(() => frame.close());
		const number = readNumber(luma, width, width);
		if (number !== null) found.push({ number, luma, width, height: displayHeight });
		// So that they are of different moments.
		for (let skipped = 0; skipped < 5; skipped += 1) await next(video);
	}
	const width = Math.round((height * CLIP.width) / CLIP.height);
	return found.map(({ number, ...picture }) => {
		const source = resize({ ...CLIP, luma: lumaOf(number) }, width, height);
		const other = resize(picture, width, height);
		return { psnr: psnr(source, other), ssim: ssim(source, other) };
	});
}

/** How like the others' screen is to the text on it, once it is there. */
async function screenLikeness(): Promise<number> {
	const [video] = videos().filter((one) => one.closest('[data-source=screen]'));
	if (!video) return 0;
	const frame = new VideoFrame(video);
	const picture = { width: frame.displayWidth, height: frame.displayHeight, luma: await lumaIn(frame) };
	frame.close();
	const source = textLuma();
	return ssim(source, resize(picture, source.width, source.height));
}

const eye = {
	captured,
	shown,
	chirps,
	clear() {
		for (const list of [captured, shown, chirps.own, chirps.others]) list.length = 0;
	},
	/** Only where somebody asks: sound comes a hundred times a second. */
	listen() {
		listens = true;
		for (const track of microphones) listen(track, chirps.own);
		for (const track of voices) listen(track, chirps.others);
	},
	stats: () => readStats(connections),
	/** The height at which the picture of the first of the others is shown, in pixels of the screen: it is cropped to its tile. */
	needed() {
		const { width = 0, height = 0 } = videos()[0]?.getBoundingClientRect() ?? {};
		return Math.round(Math.max(height, (width * CLIP.height) / CLIP.width) * devicePixelRatio);
	},
	likeness,
	screenLikeness
};

export type Eye = typeof eye;
declare global {
	var eye: Eye;
}
globalThis.eye = eye;
