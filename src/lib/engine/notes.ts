/** Two notes, made on the spot: no file is fetched, and no address needs to be allowed. */

/** E5 and A5, which small speakers play well. */
const NOTES = [659, 880] as const;
/** Each begins so much after the one before, and has faded away so much after it began (s). */
const STEP = 0.25;
const FADE = 0.7;
/** Of full scale: as loud as somebody who speaks, and no shock in headphones. */
const LOUDNESS = 0.2;

/** `place` is given the element that plays them, before they sound. Resolves when they are over. */
export async function playNotes(
	place: (element: HTMLMediaElement) => Promise<void>,
	signal: AbortSignal
): Promise<void> {
	const context = new AudioContext();
	const element = new Audio();
	const stop = () => {
		element.srcObject = null;
		if (context.state !== 'closed') void context.close();
	};
	signal.addEventListener('abort', stop);
	try {
		const output = new MediaStreamAudioDestinationNode(context);
		element.srcObject = output.stream;
		await place(element);
		await element.play();
		const ends = NOTES.map((frequency, index) =>
			soundNote(context, output, frequency, context.currentTime + STEP * index)
		);
		await Promise.all(ends);
	} finally {
		stop();
	}
}

function soundNote(context: AudioContext, output: AudioNode, frequency: number, start: number): Promise<unknown> {
	const tone = new OscillatorNode(context, { type: 'triangle', frequency });
	const loudness = new GainNode(context, { gain: 0 });
	// A sound that begins or ends at once clicks.
	loudness.gain.setValueAtTime(0, start);
	loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
	loudness.gain.exponentialRampToValueAtTime(0.001, start + FADE);
	tone.connect(loudness).connect(output);
	tone.start(start);
	tone.stop(start + FADE);
	return new Promise((resolve) => tone.addEventListener('ended', resolve));
}
