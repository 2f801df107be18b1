/**
 * The pictures of the clip, made by code: Node writes them into a file for the fake camera, and pages make them again to compare.
 * A wall that stands still, a disc as large as a head that circles before it, and on top the number of the picture as black and white
 * blocks.
 */

/** The clip begins again after its last picture, which the first one continues. */
export const CLIP = { width: 1280, height: 720, rate: 30, pictures: 120 };

/** Fifteen for the number, the lowest bit first, and one for parity. At 160×90 a block has 10 × 10 pixels. */
const BLOCKS = 16;
const BLOCK = CLIP.width / BLOCKS;
const BLACK = 24;
const WHITE = 227;
/** Between them a block cannot be read: it is from two pictures, or of a picture that is too bad. */
const DARK = 90;
const LIGHT = 160;

/** @param {number} number */
function bitsOf(number) {
	const bits = Array.from({ length: BLOCKS - 1 }, (_, bit) => (number >> bit) & 1);
	return [...bits, bits.reduce((odd, bit) => odd ^ bit, 0)];
}

/**
 * The number on a picture of any size, given its luma or only the uppermost rows of it; null if it cannot be read.
 * @param {Uint8Array} luma
 * @param {number} stride
 * @param {number} width of the picture
 */
export function readNumber(luma, stride, width) {
	const side = width / BLOCKS;
	const bits = Array.from({ length: BLOCKS }, (_, block) => {
		// The middle of the block, whose edges are blurred.
		const mean = meanOf(luma, stride, side * (block + 0.25), side * (block + 0.75), side * 0.25, side * 0.75);
		return mean < DARK ? 0 : mean > LIGHT ? 1 : NaN;
	});
	const number = bits.slice(0, -1).reduce((sum, bit, index) => sum + bit * 2 ** index, 0);
	const odd = bits.reduce((sum, bit) => sum + bit, 0) % 2;
	return odd === 0 && number < CLIP.pictures ? number : null;
}

/** How many rows of a picture of this width have the number. @param {number} width */
export const rowsOfNumber = (width) => Math.ceil(width / BLOCKS / 2) * 2;

/** @param {Uint8Array} luma @param {number} stride @param {number} left @param {number} right @param {number} top @param {number} bottom */
function meanOf(luma, stride, left, right, top, bottom) {
	let sum = 0;
	let count = 0;
	for (let y = Math.floor(top); y < bottom; y += 1) {
		for (let x = Math.floor(left); x < right; x += 1) {
			sum += luma[y * stride + x] ?? 0;
			count += 1;
		}
	}
	return sum / count;
}

/** The texture repeats after so many pixels. Each octave's cells fit into it. */
const PERIOD = 120;
const OCTAVES = [
	{ cell: 60, strength: 40 },
	{ cell: 20, strength: 22 },
	{ cell: 8, strength: 12 },
	{ cell: 4, strength: 9 },
	{ cell: 2, strength: 9 }
];
const DISC = { radius: 170, x: 640, y: 400, wide: 260, high: 100 };

/** A number in −1 to 1 that looks random and is the same everywhere. @param {number} x @param {number} y @param {number} seed */
function hash(x, y, seed) {
	let mixed = Math.imul(x + 1, 0x27d4eb2d) ^ Math.imul(y + 1, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** Value noise, as rough as a wall or a face. Rows are long enough to be copied from any place. @param {number} seed */
function texture(seed) {
	const length = PERIOD + CLIP.width;
	const smooth = (/** @type {number} */ t) => t * t * (3 - 2 * t);
	return Array.from({ length: PERIOD }, (_, y) => {
		const row = new Uint8Array(length);
		for (let x = 0; x < length; x += 1) {
			let value = 126;
			for (const { cell, strength } of OCTAVES) {
				const cells = PERIOD / cell;
				const [column, line] = [Math.floor((x % PERIOD) / cell), Math.floor(y / cell)];
				const [dx, dy] = [smooth((x % cell) / cell), smooth((y % cell) / cell)];
				const at = (/** @type {number} */ right, /** @type {number} */ down) =>
					hash((column + right) % cells, (line + down) % cells, seed + cell);
				const top = at(0, 0) + (at(1, 0) - at(0, 0)) * dx;
				const bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * dx;
				value += strength * (top + (bottom - top) * dy);
			}
			row[x] = Math.round(Math.min(235, Math.max(16, value)));
		}
		return row;
	});
}

/** @type {{ wall: Uint8Array[], disc: Uint8Array[] } | undefined} */
let textures;

/** The luma of a picture of the clip. Its colours are grey. @param {number} number */
export function lumaOf(number) {
	textures ??= { wall: texture(0), disc: texture(7) };
	const { wall, disc } = textures;
	const { width, height, pictures } = CLIP;
	const luma = new Uint8Array(width * height);
	const angle = (2 * Math.PI * number) / pictures;
	const centre = { x: DISC.x + DISC.wide * Math.cos(angle), y: DISC.y + DISC.high * Math.sin(2 * angle) };
	for (let y = 0; y < height; y += 1) {
		const row = wall[y % PERIOD] ?? luma;
		luma.set(row.subarray(0, width), y * width);
		const down = y - Math.round(centre.y);
		if (Math.abs(down) >= DISC.radius) continue;
		const half = Math.floor(Math.sqrt(DISC.radius ** 2 - down ** 2));
		const face = disc[(down + 2 * PERIOD) % PERIOD] ?? luma;
		const left = Math.round(centre.x) - half;
		// The texture moves with the disc.
		const start = (2 * PERIOD - half) % PERIOD;
		luma.set(face.subarray(start, start + 2 * half), y * width + left);
	}
	for (const [block, bit] of bitsOf(number).entries()) {
		for (let y = 0; y < BLOCK; y += 1) {
			luma.fill(bit ? WHITE : BLACK, y * width + block * BLOCK, y * width + (block + 1) * BLOCK);
		}
	}
	return luma;
}
