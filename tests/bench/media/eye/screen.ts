/** A screen full of text, made by code: what the picker for sharing gives, and what is compared with it at the other end. */

const SIZE = { width: 1920, height: 1080 };
/** Pictures a second: text stands still, but for a cursor that blinks. */
const RATE = 15;
const LINE = 24;

function draw(context: CanvasRenderingContext2D, turn: number): void {
	context.fillStyle = '#fff';
	context.fillRect(0, 0, SIZE.width, SIZE.height);
	context.fillStyle = '#111';
	context.font = '16px monospace';
	for (let line = 0; line * LINE < SIZE.height; line += 1) {
		const words = Array.from({ length: 16 }, (_, word) =>
			((line * 7 + word * 13) % 26).toString(36).repeat(3 + ((line + word) % 7))
		);
		context.fillText(`${line} ${words.join(' ')}`, 12, 18 + line * LINE);
	}
	// In a place of its own, which no line of text has.
	context.fillRect(SIZE.width - 8, SIZE.height - 8, 4, turn % 2 ? 4 : 0);
}

function canvas(): { element: HTMLCanvasElement; context: CanvasRenderingContext2D } {
	const element = Object.assign(document.createElement('canvas'), SIZE);
	const context = element.getContext('2d', { willReadFrequently: true });
	if (!context) throw new Error('There is no canvas.');
	return { element, context };
}

export function fakeScreen(): MediaStream {
	const { element, context } = canvas();
	let turn = 0;
	draw(context, turn);
	const stream = element.captureStream(RATE);
	const timer = setInterval(() => draw(context, (turn += 1)), 1_000 / RATE);
	stream.getVideoTracks()[0]?.addEventListener('ended', () => clearInterval(timer));
	return stream;
}

/** The luma of the text, as WebRTC makes it of a screen: BT.601, 16 to 235. */
export function textLuma(): { luma: Uint8Array; width: number; height: number } {
	const { context } = canvas();
	draw(context, 0);
	const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
	const luma = new Uint8Array(SIZE.width * SIZE.height);
	for (let at = 0; at < luma.length; at += 1) {
		const [red = 0, green = 0, blue = 0] = data.subarray(4 * at, 4 * at + 3);
		luma[at] = Math.round(16 + (65.5 * red + 128.6 * green + 25 * blue) / 255);
	}
	return { luma, ...SIZE };
}
