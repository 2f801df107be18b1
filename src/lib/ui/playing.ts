import type { TileView } from '$lib/call/tiles';

/** While the stream is stuck or retried, the last picture stays, as does that of a screen that is paused. */
const SEEN = new Set<TileView['state']>(['playing', 'stalled', 'retrying']);

/** Whether the tile shows pictures, once the first has come. */
export const isPlaying = ({ camera, audioOnly, source, mediaID, local, state }: TileView): boolean =>
	((camera && !audioOnly) || source === 'screen') && mediaID !== null && (local || SEEN.has(state));
