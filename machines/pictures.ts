/** How much of pictures a person wants: what is asked of others, and what is sent of my own. */
import { sourceOf } from './stream';
import type { VideoHeight } from './video.height';

export const PICTURE_MODES = ['automatic', 'saveData', 'best', 'audioOnly'] as const;
/** `audioOnly`: of cameras, mine or anyone's. A screen is shown by someone who wants it to be seen. */
export type PictureMode = (typeof PICTURE_MODES)[number];

/** What is asked of a camera, by how large it is shown. Half the lines cost about a third of the bits; a size more is never blurred. */
const ASKED: Record<PictureMode, Record<VideoHeight, VideoHeight>> = {
	automatic: { 0: 0, 90: 90, 180: 180, 360: 360, 540: 540, 720: 720, 1080: 720 },
	saveData: { 0: 0, 90: 90, 180: 90, 360: 180, 540: 360, 720: 360, 1080: 360 },
	best: { 0: 0, 90: 180, 180: 360, 360: 540, 540: 720, 720: 1_080, 1080: 1_080 },
	audioOnly: { 0: 0, 90: 0, 180: 0, 360: 0, 540: 0, 720: 0, 1080: 0 }
};

/** Text on a screen must stay readable. */
export const askedOf = (streamID: string, shown: VideoHeight, mode: PictureMode): VideoHeight =>
	sourceOf(streamID) === 'screen' ? shown : ASKED[mode][shown];

/** The largest in which my own camera is sent. For sound only, it is off. */
export const MOST_SENT: Record<PictureMode, VideoHeight> = {
	automatic: 720,
	saveData: 360,
	best: 1_080,
	audioOnly: 360
};
