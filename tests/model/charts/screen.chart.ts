import { failure } from '../../../machines/failure';
import { screenMachine } from '../../../machines/screen/machine';
import { chart, error, only } from './chart';

const failed = failure('screen.failed');
const streamID = 'me_screen';

export const screen = chart<object>({
	machine: screenMachine,
	beginnings: { off: undefined },
	variants: {
		'screen.share': only({ streamID }),
		'screen.toggle': only({ streamID }),
		'service.failed': (_, snapshot) =>
			snapshot.matches({ capturing: 'asking' }) ? [{ failure: failure('screen.cancelled') }, { failure: failed }] : [],
		'report.publisher': only({ fact: { streamID, state: 'publishing', failure: null } }),
		'publisher.NO_PUBLISH': only({ failure: failure('stream.interrupted') }),
		'publisher.PUBLISH_REQUESTING': only({ failure: null }),
		'publisher.PUBLISHING': only({ failure: null }),
		'xstate.error.actor.publisher': error(failed),
		'xstate.error.actor.0.screen.capturing': error(failed)
	},
	facts: () => null
});
