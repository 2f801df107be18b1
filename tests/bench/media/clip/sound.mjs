/** The sound of the clip: each second a chirp, and silence between. */

export const CHIRP_EVERY = 1_000;
const RATE = 48_000;
const SECONDS = 4;
const LASTS = 0.12;
/** Voices are between them, so that nothing takes it for noise (Hz). */
const FROM = 500;
const TO = 2_500;
const LOUD = 0.6;
/** Softer is silence. */
const AUDIBLE = 0.03;
/** What is heard so soon after the last is the same chirp (ms). */
const SAME_CHIRP = 500;

/** @param {boolean} silent */
function samples(silent) {
	const sound = new Int16Array(RATE * SECONDS);
	if (silent) return sound;
	for (let second = 0; second < SECONDS; second += 1) {
		for (let index = 0; index < LASTS * RATE; index += 1) {
			const t = index / RATE;
			const phase = 2 * Math.PI * (FROM * t + ((TO - FROM) * t * t) / (2 * LASTS));
			// Begins at once, so that its beginning can be told, and ends softly.
			const strength = Math.min(1, index / 48) * (1 - t / LASTS);
			// Not in the first moment of the file, which a device may skip.
			sound[second * RATE + RATE / 2 + index] = 32_767 * LOUD * strength * Math.sin(phase);
		}
	}
	return sound;
}

/** A WAV file: 48 kHz, 16 bits, one channel. @param {{ silent?: boolean }} [options] */
export function soundFile({ silent = false } = {}) {
	const data = new Uint8Array(samples(silent).buffer);
	const file = new DataView(new ArrayBuffer(44 + data.length));
	const text = (/** @type {number} */ at, /** @type {string} */ word) =>
		new TextEncoder().encode(word).forEach((byte, index) => file.setUint8(at + index, byte));
	text(0, 'RIFF');
	file.setUint32(4, 36 + data.length, true);
	text(8, 'WAVEfmt ');
	file.setUint32(16, 16, true);
	file.setUint16(20, 1, true);
	file.setUint16(22, 1, true);
	file.setUint32(24, RATE, true);
	file.setUint32(28, RATE * 2, true);
	file.setUint16(32, 2, true);
	file.setUint16(34, 16, true);
	text(36, 'data');
	file.setUint32(40, data.length, true);
	const bytes = new Uint8Array(file.buffer);
	bytes.set(data, 44);
	return bytes;
}

/** Finds chirps in pieces of sound. */
export class ChirpFinder {
	#last = -Infinity;

	/**
	 * When a chirp begins in this piece; null if none does.
	 * @param {Float32Array} piece @param {number} rate @param {number} end when its last sample was heard (ms)
	 */
	find(piece, rate, end) {
		const index = piece.findIndex((value) => Math.abs(value) > AUDIBLE);
		if (index < 0) return null;
		const at = end - ((piece.length - index) / rate) * 1_000;
		const isNew = at - this.#last > SAME_CHIRP;
		// Also of one that goes on, because it ends after its last audible sample.
		this.#last = isNew ? at : this.#last;
		return isNew ? at : null;
	}
}
