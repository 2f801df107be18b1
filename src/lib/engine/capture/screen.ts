/** Asks for a screen, a window or a tab, and sees to it that its sound is not that of the call. */
import { failure } from '../../../../machines/failure';
import { screenFailure } from './failures';

/** Not in TypeScript's library yet. https://w3c.github.io/mediacapture-screen-share/#dom-displaymediastreamoptions */
type ScreenOptions = DisplayMediaStreamOptions & {
	selfBrowserSurface: 'exclude';
	surfaceSwitching: 'include';
	systemAudio: 'include' | 'exclude';
};
type Supported = MediaTrackSupportedConstraints & { restrictOwnAudio?: boolean };
type Settings = MediaTrackSettings & { restrictOwnAudio?: boolean };

/** Music and films are not to be treated like a voice. */
const SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * A whole computer's sound contains the voices of the call, unless the browser keeps this page's sound out (Chromium 141).
 * Where it can't, that sound is not offered.
 */
export function screenOptions({ restrictOwnAudio = false }: Supported): ScreenOptions {
	return {
		video: true,
		audio: restrictOwnAudio ? Object.assign({ restrictOwnAudio }, SOUND) : SOUND,
		// A call that shares itself shows itself in itself.
		selfBrowserSurface: 'exclude',
		surfaceSwitching: 'include',
		systemAudio: restrictOwnAudio ? 'include' : 'exclude'
	};
}

/** Browsers older than `systemAudio` give the sound of the whole computer all the same. */
const hasOwnVoices = (video: MediaTrackSettings | undefined, audio: Settings): boolean =>
	video?.displaySurface !== 'browser' && audio.restrictOwnAudio !== true;

export async function takeScreen(): Promise<MediaStream> {
	const { mediaDevices } = navigator as Partial<Navigator>;
	if (!mediaDevices || !('getDisplayMedia' in mediaDevices)) throw failure('screen.unsupported');
	const screen = await mediaDevices
		.getDisplayMedia(screenOptions(mediaDevices.getSupportedConstraints()))
		.catch((error: unknown) => {
			throw screenFailure(error);
		});
	const [video] = screen.getVideoTracks();
	for (const track of screen.getAudioTracks()) {
		if (!hasOwnVoices(video?.getSettings(), track.getSettings())) continue;
		track.stop();
		screen.removeTrack(track);
	}
	return screen;
}
