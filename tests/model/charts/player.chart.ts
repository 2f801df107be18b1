import { failure } from '../../../machines/failure';
import { playerMachine } from '../../../machines/player/machine';
import type { PlayerContext } from '../../../machines/player/types';
import { chart, error, only } from './chart';

const retryable = { failure: failure('stream.interrupted') };
const pathless = { failure: failure('network.noPath') };
const final = { failure: failure('stream.forbidden') };

/** Out of sight, small, as usual, large. */
const SIZES = [0, 200, 400, 700].map((height) => ({ height }));

const FRESH = { open: { delivery: 'requesting', sound: 'audible', voice: 'quiet' } };

export const player = chart<Pick<PlayerContext, 'attempt' | 'height' | 'need' | 'pictures'>>({
	machine: playerMachine,
	beginnings: {
		asked: { streamID: 'ann_camera', user: { userID: 'ann', userName: 'Ann' }, pictures: 'automatic' }
	},
	variants: {
		'player.NO_PLAY': only(retryable, final, { failure: null }),
		'player.PLAY_REQUESTING': only({ failure: null }, retryable, pathless),
		'player.PLAYING': only({ failure: null }),
		'service.failed': only(retryable, final),
		'stream.DELETE': only({ reason: 'lost' }, { reason: null }),
		'remote.device': only({ device: 'camera', status: 'MUTE' }, { device: 'microphone', status: 'MUTE' }),
		'remote.speaking': only({ speaking: true }, { speaking: false }),
		// While it is tried again it is resized like at first.
		'page.streamResized': ({ attempt }) => (attempt === 0 ? SIZES : []),
		// Whatever is delivered, it is asked for alike.
		'pictures.chosen': ({ attempt, pictures }, snapshot) =>
			attempt === 0 && (typeof snapshot.value === 'string' || snapshot.matches(FRESH))
				? [{ pictures: pictures === 'automatic' ? 'audioOnly' : 'automatic' }]
				: [],
		'xstate.error.actor.0.player.open': error(failure('unknown.error'))
	},
	facts: ({ attempt, height, need, pictures }) => ({ attempt, height, need, pictures })
});
