/** The clip of the benchmark of picture and sound, and what is read from it at the other end. */
import { describe, expect, it } from 'vitest';
import { CLIP, lumaOf, readNumber, rowsOfNumber } from '../../bench/media/clip/picture.mjs';
import { ChirpFinder, soundFile } from '../../bench/media/clip/sound.mjs';
import { psnr, resize, ssim } from '../../bench/media/likeness.mjs';
import { rungOf } from '../../bench/media/rung.mjs';
import {
	intervalsOf,
	latenciesOf,
	percentile,
	soundLatencies,
	steadyAfter,
	withoutRepeats
} from '../../bench/media/seen.mjs';

const pictureOf = (number: number) => ({ ...CLIP, luma: lumaOf(number) });
const NUMBERS = [0, 1, 63, 64, CLIP.pictures - 1];

describe('the number on a picture', () => {
	it.each([1280, 960, 640, 320, 160])('can be read when the picture is %i wide', (width) => {
		for (const number of NUMBERS) {
			const { luma } = resize(pictureOf(number), width, (width * 9) / 16);
			expect(readNumber(luma, width, width)).toBe(number);
			expect(readNumber(luma.subarray(0, width * rowsOfNumber(width)), width, width)).toBe(number);
		}
	});

	it('cannot be read when one block is of another picture: parity', () => {
		const { luma } = pictureOf(5);
		const { luma: other } = pictureOf(4);
		for (let y = 0; y < 80; y += 1) luma.set(other.subarray(y * 1280, y * 1280 + 80), y * 1280);
		expect(readNumber(luma, 1280, 1280)).toBeNull();
	});

	it('cannot be read when a block is grey', () => {
		const { luma } = pictureOf(5);
		for (let y = 0; y < 80; y += 1) luma.fill(126, y * 1280, y * 1280 + 80);
		expect(readNumber(luma, 1280, 1280)).toBeNull();
	});
});

it('the first picture of the clip follows its last one as any other', () => {
	const belowNumber = (number: number) => ({ ...CLIP, height: 640, luma: lumaOf(number).subarray(80 * CLIP.width) });
	const change = (from: number, to: number) => psnr(belowNumber(from), belowNumber(to));
	expect(Math.abs(change(CLIP.pictures - 1, 0) - change(10, 11))).toBeLessThan(1);
	// They are not the same.
	expect(change(10, 11)).toBeLessThan(40);
});

describe('likeness', () => {
	it('of a picture to itself is perfect', () => {
		const picture = pictureOf(3);
		expect(psnr(picture, picture)).toBe(Infinity);
		expect(ssim(picture, picture)).toBeCloseTo(1, 6);
	});

	it('is 20 dB when each pixel is off by 25.5', () => {
		const [one, other] = [100, 125.5].map((value) => ({ luma: new Uint8Array(64).fill(value), width: 8, height: 8 }));
		if (!one || !other) return expect.fail('two pictures');
		expect(psnr(one, other)).toBeCloseTo(20 + 20 * Math.log10(25.5 / 25), 1);
	});

	it('falls when a picture was sent smaller', () => {
		const source = pictureOf(3);
		const sent = [960, 640, 320].map((width) => resize(resize(source, width, (width * 9) / 16), 1280, 720));
		const decibels = sent.map((picture) => psnr(source, picture));
		const similarity = sent.map((picture) => ssim(source, picture));
		expect(decibels).toEqual(decibels.toSorted((a, b) => b - a));
		expect(similarity).toEqual(similarity.toSorted((a, b) => b - a));
		expect(similarity[0]).toBeLessThan(1);
	});

	it('keeps the brightness of a picture that is made smaller or larger', () => {
		const grey = { luma: new Uint8Array(16 * 16).fill(77), width: 16, height: 16 };
		for (const side of [4, 7, 40]) expect(new Set(resize(grey, side, side).luma)).toEqual(new Set([77]));
	});
});

describe('the sound', () => {
	const pieces = (file: Uint8Array) => {
		const samples = new Int16Array(file.slice(44).buffer);
		return Array.from({ length: samples.length / 480 }, (_, piece) =>
			Float32Array.from(samples.subarray(480 * piece, 480 * (piece + 1)), (value) => value / 32_768)
		);
	};
	const chirpsIn = (file: Uint8Array) => {
		const finder = new ChirpFinder();
		return pieces(file).flatMap((piece, index) => finder.find(piece, 48_000, 10 * (index + 1)) ?? []);
	};

	it('has a chirp each second', () => {
		const chirps = chirpsIn(soundFile());
		expect(chirps.map((at) => Math.round(at / 10) * 10)).toEqual([500, 1_500, 2_500, 3_500]);
	});

	it('has none when it is silent', () => {
		expect(chirpsIn(soundFile({ silent: true }))).toEqual([]);
	});
});

const frames = (...list: [at: number, number: number | null][]) =>
	list.map(([at, number]) => ({ at, number, width: 1280, height: 720 }));

describe('what was seen', () => {
	it('a latency is the time since the last capture of that picture', () => {
		const captured = frames([0, 7], [33, 8], [4_000, 7]);
		expect(latenciesOf(captured, frames([150, 7], [4_120, 7]))).toEqual([150]);
		expect(latenciesOf(captured, frames([150, 7], [183, 8], [4_120, 7]))).toEqual([150, 150, 120]);
	});

	it('a picture that was not captured, or cannot be read, has none', () => {
		expect(latenciesOf(frames([0, 7]), frames([100, 8], [133, null]))).toEqual([]);
	});

	it('repeats are no new pictures', () => {
		expect(withoutRepeats(frames([0, 1], [33, 1], [66, 2], [99, null], [132, null]))).toHaveLength(4);
	});

	it('the longest time without a picture is all of it when there is none', () => {
		expect(intervalsOf(frames(), 5_000)).toEqual([5_000]);
		expect(intervalsOf(frames([0, 1], [33, 2], [1_200, 3]), 5_000)).toEqual([33, 1_167]);
	});

	it('a chirp that was lost is not taken for the next one', () => {
		expect(soundLatencies([500, 1_500, 2_500], [640, 2_640])).toEqual([140, 140]);
		expect(soundLatencies([500], [1_640])).toEqual([]);
	});

	it('the 95th percentile of a hundred is larger than 95 of them', () => {
		const values = Array.from({ length: 100 }, (_, index) => index);
		expect(percentile(values, 95)).toBe(95);
		expect(percentile([], 95)).toBeNaN();
	});

	it('pictures are steady from when they come at the rate and go on to', () => {
		const at = (from: number, until: number, every: number) =>
			Array.from({ length: (until - from) / every }, (_, index): [number, number] => [
				from + index * every,
				index % 120
			]);
		const slowThenFast = frames(...at(0, 4_000, 200), ...at(4_000, 10_000, 40));
		expect(steadyAfter(slowThenFast, { from: 0, until: 10_000, rate: 15 })).toBeGreaterThan(3_000);
		expect(steadyAfter(slowThenFast, { from: 0, until: 10_000, rate: 15 })).toBeLessThanOrEqual(4_000);
		expect(steadyAfter(frames(...at(0, 10_000, 200)), { from: 0, until: 10_000, rate: 15 })).toBe(Infinity);
	});
});

it.each([
	[90, 90],
	[200, 180],
	[201, 360],
	[600, 540],
	[692, 720]
])('a picture shown %i high is sent %i high', (needed, height) => {
	expect(rungOf(needed)).toBe(height);
});
