import { failure } from '../../../machines/failure';
import { playerMachine } from '../../../machines/player/machine';
import { chart, error, only } from './chart';

const retryable = { failure: failure('stream.interrupted') };
const pathless = { failure: failure('network.noPath') };
const final = { failure: failure('stream.forbidden') };

export const player = chart<{ attempt: number }>({
	machine: playerMachine,
	beginnings: { asked: { streamID: 'ann_camera', user: { userID: 'ann', userName: 'Ann' } } },
	variants: {
		'player.NO_PLAY': only(retryable, final, { failure: null }),
		'player.PLAY_REQUESTING': only({ failure: null }, retryable, pathless),
		'player.PLAYING': only({ failure: null }),
		'service.failed': only(retryable, final),
		'stream.DELETE': only({ reason: 'lost' }, { reason: null }),
		'remote.device': only({ device: 'camera', status: 'MUTE' }, { device: 'microphone', status: 'MUTE' }),
		'remote.speaking': only({ speaking: true }, { speaking: false }),
		'xstate.error.actor.0.player.open': error(failure('unknown.error'))
	},
	facts: ({ attempt }) => ({ attempt })
});
