/** How large the pictures of the stream are shown here, and so how large they are asked for. */
import { delay } from '../delays';
import { ignored } from '../ignored';
import type { PicturesChosen } from '../services';
import { playerSetup } from './setup';
import type { PlayerContext } from './types';

const shown = { params: ({ event }: { event: { height: number } }) => event.height };
const fits = { type: 'fits', ...shown } as const;
const record = { type: 'recordView', ...shown } as const;

/** For as long as nothing is asked for: it will be asked for like this. */
export const asShown = { actions: [record, 'fitView'] } as const;

const choose = {
	type: 'recordPictures',
	params: ({ event }: { event: PicturesChosen }) => event.pictures
} as const;
export const asChosen = { actions: [choose, 'fitView'] } as const;

const asked = {
	src: 'sizeStream',
	input: ({ context: { streamID, height } }: { context: PlayerContext }) => ({ streamID, height }),
	onError: ignored('The pictures come, larger or smaller than they are shown.')
} as const;

export const view = playerSetup.createStateConfig({
	description: 'How large the pictures are shown, and so how large they are asked for.',
	initial: 'growing',
	on: {
		'page.streamResized': [
			{ guard: fits, target: '.fitting', actions: record },
			{ guard: { type: 'isOutOfSight', ...shown }, target: '.hiding', actions: record },
			{ guard: { type: 'isLarger', ...shown }, target: '.growing', actions: record },
			{ target: '.shrinking', actions: record }
		],
		'pictures.chosen': { target: '.fitting', actions: asChosen.actions }
	},
	states: {
		fitting: {
			description: 'They are asked for as large as they are shown.',
			invoke: asked,
			always: { guard: 'isHidden', target: 'hidden' },
			on: {
				'page.streamResized': { guard: fits, actions: record, description: 'They are asked for like this already.' }
			}
		},
		growing: {
			description:
				'They are shown larger, or for the first time. While a window is being drawn larger, each moment is larger still.',
			after: { [delay('growth')]: { target: 'fitting', actions: 'fitView' } }
		},
		shrinking: {
			description: 'They are shown smaller, perhaps for a moment.',
			after: { [delay('shrinking')]: { target: 'fitting', actions: 'fitView' } }
		},
		hiding: {
			description: 'Nobody sees them, perhaps for a moment.',
			after: { [delay('hiding')]: { target: 'hidden', actions: 'fitView' } }
		},
		hidden: {
			description: 'Nobody sees them, or wants to: only the sound is asked for.',
			invoke: asked,
			on: {
				'page.streamResized': { guard: fits, actions: record, description: 'Nobody sees them still, or wants to.' }
			}
		}
	}
});
