/** In which size a picture is shown. */
import { sourceOf } from '../stream';
import type { VideoHeight } from '../video.height';

/** By the most lines that it is shown in: a little blur is not seen, and costs less. */
const CAMERA = [
	[0, 0],
	[110, 90],
	[200, 180],
	[400, 360],
	[600, 540],
	[900, 720]
] as const;
const LARGEST = 1_080;
/** Text on a screen must stay readable however small it is shown. */
const SCREEN = 1_080;

/** `lines`: of the picture's shorter side, in which it is shown. */
export function heightFor(streamID: string, lines: number): VideoHeight {
	if (sourceOf(streamID) === 'screen') return lines > 0 ? SCREEN : 0;
	return CAMERA.find(([most]) => lines <= most)?.[1] ?? LARGEST;
}

/** What is sent to whoever has not asked yet: in most calls nobody needs to. */
export const usualHeight = (streamID: string): VideoHeight => (sourceOf(streamID) === 'screen' ? SCREEN : 360);
