import { failure } from '../../../machines/failure';
import { publisherMachine } from '../../../machines/publisher/machine';
import { chart, error, only } from './chart';

const retryable = { failure: failure('stream.interrupted') };
const final = { failure: failure('stream.forbidden') };

export const publisher = chart<{ attempt: number }>({
	machine: publisherMachine,
	beginnings: { asked: { streamID: 'me_camera', most: 720 } },
	variants: {
		'publisher.NO_PUBLISH': only(retryable, final, { failure: null }),
		'publisher.PUBLISH_REQUESTING': only({ failure: null }, retryable),
		'publisher.PUBLISHING': only({ failure: null }),
		'service.failed': only(retryable, final),
		'pictures.chosen': only({ pictures: 'saveData' }),
		'xstate.error.actor.stream': error(failure('unknown.error'))
	},
	facts: ({ attempt }) => ({ attempt })
});
