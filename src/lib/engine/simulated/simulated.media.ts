/** Moving pictures in place of cameras and remote streams; none outside a browser. */
import type { MediaRegistry } from '../media';

const SIZE = { width: 640, height: 360 };
const FRAME = 66;

type Picture = { stream: MediaStream; stop(): void };

/** A circle that goes round, on a colour that depends on `id`. */
function paint(id: string): Picture | null {
	if (typeof document === 'undefined') return null;
	const canvas = Object.assign(document.createElement('canvas'), SIZE);
	const pen = canvas.getContext('2d');
	if (!pen) return null;
	const hue = Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0);
	const draw = () => {
		const turn = (performance.now() / 3_000) * 2 * Math.PI;
		pen.fillStyle = `hsl(${hue} 45% 28%)`;
		pen.fillRect(0, 0, SIZE.width, SIZE.height);
		pen.fillStyle = `hsl(${hue} 70% 66%)`;
		pen.beginPath();
		pen.arc(SIZE.width / 2 + Math.cos(turn) * 110, SIZE.height / 2 + Math.sin(turn) * 80, 46, 0, 2 * Math.PI);
		pen.fill();
	};
	draw();
	const frames = setInterval(draw, FRAME);
	const stream = canvas.captureStream();
	return {
		stream,
		stop() {
			clearInterval(frames);
			for (const track of stream.getTracks()) track.stop();
		}
	};
}

export class Pictures {
	readonly #media: MediaRegistry;
	readonly #shown = new Map<string, Picture | null>();

	constructor(media: MediaRegistry) {
		this.#media = media;
	}

	/** How many pictures there are, also outside a browser. */
	get count(): number {
		return this.#shown.size;
	}

	/** `like`: the ID whose colour to use, for another camera with the same stream ID. */
	show(id: string, like = id): void {
		this.hide(id);
		const picture = paint(like);
		this.#shown.set(id, picture);
		if (picture) this.#media.set(id, picture.stream);
	}

	hide(id: string): void {
		this.#shown.get(id)?.stop();
		if (this.#shown.delete(id)) this.#media.delete(id);
	}

	hideAll(): void {
		for (const id of [...this.#shown.keys()]) this.hide(id);
	}
}
