/** Computes where each tile goes. */

export type Size = { width: number; height: number };
export type Box = Size & { x: number; y: number };
/** `inset`: my own picture inside that of the only other person. */
export type Role = 'person' | 'screen' | 'inset';

const GAP = 12;
/** Pictures of people are cropped no further than to these ratios: an upright phone, and a widescreen camera. */
const NARROWEST = 3 / 5;
const WIDEST = 16 / 9;
/** The strip of people beside a shared screen, in shares of the width or height, and in pixels. */
const STRIP = { share: 0.24, least: 96, most: 280, beside: 0.8 };
/** On an upright phone a shared screen gets no more height than most screens need, in shares of the width. */
const SCREEN_HEIGHT = 3 / 4;
/** The least share of a person's picture that is seen: a phone's, filling a wide tile, would be cut to a third. */
const SEEN = 3 / 4;
const INSET = { share: 0.22, least: 88, most: 220 };

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** The box of each role, in pixels. `roles` are in reading order. */
export function arrange(size: Size, roles: readonly Role[]): Box[] {
	const screens = roles.filter((role) => role === 'screen').length;
	const people = roles.filter((role) => role === 'person').length;
	const whole = { x: 0, y: 0, ...size };
	const areas = screens > 0 && people > 0 ? besideScreens(whole, screens) : { main: whole, strip: whole };
	const screenBoxes = grid(areas.main, screens, false);
	const personBoxes = grid(areas.strip, people, true);
	const host = personBoxes[0] ?? whole;
	return roles.map((role) => {
		if (role === 'inset') return inset(host);
		return (role === 'screen' ? screenBoxes : personBoxes).shift() ?? whole;
	});
}

/** The part of its tile that a person's picture fills, in shares. What the part does not show of the picture is cropped. */
export function frame(tile: Size, picture: Size): Size {
	const shape = tile.width / tile.height;
	const whole = picture.width / picture.height;
	// Before its first picture a video has no size.
	if (!(shape > 0) || !(whole > 0)) return { width: 1, height: 1 };
	const shown = clamp(shape, whole * SEEN, whole / SEEN);
	return { width: Math.min(1, shown / shape), height: Math.min(1, shape / shown) };
}

/**
 * Only a screen with more dots than this to the page's pixel gets a picture of twice the lines, as at LiveKit: on others a little blur
 * is not seen.
 */
const DENSE = 2;

/** How many lines of its shorter side a picture needs to be sharp where it fills this box, up to tens. */
export function linesFor(box: Size, picture: Size, density: number): number {
	const isUpright = picture.height > picture.width;
	const [short, long] = isUpright ? [box.width, box.height] : [box.height, box.width];
	const lines = Math.max(short, long / WIDEST) * (density > DENSE ? 2 : 1);
	return Math.ceil(lines / 10) * 10;
}

function besideScreens({ width, height }: Size, screens: number): { main: Box; strip: Box } {
	if (width > height) {
		const strip = clamp(width * STRIP.share, STRIP.least, STRIP.most);
		const main = width - strip - GAP;
		return { main: { x: 0, y: 0, width: main, height }, strip: { x: main + GAP, y: 0, width: strip, height } };
	}
	const main = Math.min(height * (1 - STRIP.share), screens * width * SCREEN_HEIGHT);
	const strip = Math.min(height - main - GAP, main * STRIP.beside);
	const top = (height - main - GAP - strip) / 2;
	return { main: { x: 0, y: top, width, height: main }, strip: { x: 0, y: top + main + GAP, width, height: strip } };
}

/** Chooses the number of columns that gives the largest tiles. The last row is centred. */
function grid(area: Box, count: number, cropped: boolean): Box[] {
	let best = { columns: 1, width: 0, height: 0 };
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns);
		const tile = fit((area.width - GAP * (columns - 1)) / columns, (area.height - GAP * (rows - 1)) / rows, cropped);
		if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
	}
	const { columns, width, height } = best;
	const rows = Math.ceil(count / columns);
	const top = area.y + (area.height - rows * height - (rows - 1) * GAP) / 2;
	return Array.from({ length: count }, (_, index) => {
		const row = Math.floor(index / columns);
		const inRow = Math.min(columns, count - row * columns);
		const left = area.x + (area.width - inRow * width - (inRow - 1) * GAP) / 2;
		return { x: left + (index % columns) * (width + GAP), y: top + row * (height + GAP), width, height };
	});
}

function fit(width: number, height: number, cropped: boolean): Size {
	if (!cropped || width <= 0 || height <= 0) return { width: Math.max(0, width), height: Math.max(0, height) };
	const shape = clamp(width / height, NARROWEST, WIDEST);
	return width / height > shape ? { width: height * shape, height } : { width, height: width / shape };
}

function inset(host: Box): Box {
	const upright = host.width < host.height;
	const width = clamp(Math.min(host.width, host.height * 1.5) * INSET.share, INSET.least, INSET.most);
	const height = upright ? width * (4 / 3) : width * (3 / 4);
	return {
		x: host.x + host.width - width - GAP,
		y: host.y + host.height - height - GAP,
		width,
		height
	};
}
