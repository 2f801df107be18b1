/** How like two pictures are: PSNR and SSIM of their luma, after both have been brought to the size at which they are shown. */

/** @typedef {{ luma: Uint8Array, width: number, height: number }} Picture */

/** Smaller by the mean of what a pixel covers, larger by what is between the nearest two. @param {Picture} picture @param {number} width @param {number} height @returns {Picture} */
export function resize(picture, width, height) {
	if (picture.width === width && picture.height === height) return picture;
	const columns = weights(picture.width, width);
	const lines = weights(picture.height, height);
	const between = new Float32Array(width * picture.height);
	for (let y = 0; y < picture.height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			let sum = 0;
			for (const [at, weight] of columns[x] ?? []) sum += weight * (picture.luma[y * picture.width + at] ?? 0);
			between[y * width + x] = sum;
		}
	}
	const luma = new Uint8Array(width * height);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			let sum = 0;
			for (const [at, weight] of lines[y] ?? []) sum += weight * (between[at * width + x] ?? 0);
			luma[y * width + x] = Math.round(sum);
		}
	}
	return { luma, width, height };
}

/** For each pixel of the new row, pixels of the old one and how much each counts. @param {number} from @param {number} to */
function weights(from, to) {
	const scale = from / to;
	// A triangle as wide as a pixel of the larger of both.
	const reach = Math.max(1, scale);
	return Array.from({ length: to }, (_, pixel) => {
		const centre = (pixel + 0.5) * scale - 0.5;
		/** @type {[at: number, weight: number][]} */
		const found = [];
		for (let at = Math.ceil(centre - reach); at <= Math.floor(centre + reach); at += 1) {
			const weight = 1 - Math.abs(at - centre) / reach;
			if (weight > 0) found.push([Math.min(from - 1, Math.max(0, at)), weight]);
		}
		const all = found.reduce((sum, [, weight]) => sum + weight, 0);
		return found.map(([at, weight]) => /** @type {[number, number]} */ ([at, weight / all]));
	});
}

/** Decibels; Infinity if they are the same. @param {Picture} one @param {Picture} other of the same size */
export function psnr(one, other) {
	const squares = one.luma.reduce((sum, value, index) => sum + (value - (other.luma[index] ?? 0)) ** 2, 0);
	return 10 * Math.log10(255 ** 2 / (squares / one.luma.length));
}

const WINDOW = 8;
const STEP = 4;

/** Wang et al. 2004, over windows of 8 × 8 pixels: 1 if they are the same. @param {Picture} one @param {Picture} other of the same size */
export function ssim(one, other) {
	const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
	const count = WINDOW ** 2;
	let sum = 0;
	let windows = 0;
	for (let top = 0; top + WINDOW <= one.height; top += STEP) {
		for (let left = 0; left + WINDOW <= one.width; left += STEP) {
			let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
			for (let y = top; y < top + WINDOW; y += 1) {
				for (let at = y * one.width + left; at < y * one.width + left + WINDOW; at += 1) {
					const [p = 0, q = 0] = [one.luma[at], other.luma[at]];
					a += p;
					b += q;
					aa += p * p;
					bb += q * q;
					ab += p * q;
				}
			}
			const [meanA, meanB] = [a / count, b / count];
			const [varianceA, varianceB] = [aa / count - meanA ** 2, bb / count - meanB ** 2];
			const together = ab / count - meanA * meanB;
			sum +=
				((2 * meanA * meanB + c1) * (2 * together + c2)) /
				((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2));
			windows += 1;
		}
	}
	return sum / windows;
}
