/** A microphone that says nothing until it is told to. Runs in the page, before its own script and before the probe. */

export type Voice = {
	speak(aloud: boolean): Promise<void>;
};

declare global {
	interface Window {
		voice: Voice;
	}
}

export function installVoice(): void {
	const { mediaDevices } = navigator;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	let mouth: GainNode | null = null;

	const open = (): GainNode => {
		const context = new AudioContext();
		const tone = new OscillatorNode(context, { frequency: 220 });
		const gain = new GainNode(context, { gain: 0 });
		tone.connect(gain);
		tone.start();
		return gain;
	};
	mediaDevices.getUserMedia = async (constraints) => {
		const stream = await getUserMedia(constraints);
		for (const track of stream.getAudioTracks()) {
			const settings = track.getSettings();
			track.stop();
			stream.removeTrack(track);
			mouth ??= open();
			const destination = new MediaStreamAudioDestinationNode(mouth.context as AudioContext);
			mouth.connect(destination);
			for (const own of destination.stream.getAudioTracks()) {
				own.getSettings = () => settings;
				stream.addTrack(own);
			}
		}
		return stream;
	};
	window.voice = {
		async speak(aloud) {
			if (!mouth) throw new Error('Nobody has opened the microphone');
			await (mouth.context as AudioContext).resume();
			mouth.gain.value = aloud ? 0.3 : 0;
		}
	};
}
