/** What a stream's ID says: whose it is and what it shows, within what ZEGO allows. */
import { expect, it } from 'vitest';
import { sourceOf, streamIDOf } from '../../machines/stream';

it.each(['camera', 'screen'] as const)('the ID of a stream tells that it shows a %s', (source) => {
	const streamID = streamIDOf('ann_1', source);
	expect(sourceOf(streamID)).toBe(source);
	expect(streamID).toMatch(/^ann_1[\w-]+$/);
});

it('whoever is called after a screen has a camera all the same', () => {
	expect(sourceOf(streamIDOf('_screen', 'camera'))).toBe('camera');
	expect(streamIDOf('ann', 'camera')).not.toBe(streamIDOf('bo', 'camera'));
});
