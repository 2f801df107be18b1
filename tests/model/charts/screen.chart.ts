import { failure } from '../../../machines/failure';
import { screenMachine } from '../../../machines/screen/machine';
import type { AnyMachineSnapshot } from 'xstate';
import { chart, error, only, type Payload } from './chart';

const failed = failure('screen.failed');
const streamID = 'me_screen';
/** What its publisher does is the same while the screen is paused. */
const unlessPaused =
	(payload: Payload) =>
	(_: object, snapshot: AnyMachineSnapshot): Payload[] =>
		snapshot.matches({ capturing: { sharing: 'paused' } }) ? [] : [payload];

export const screen = chart<object>({
	machine: screenMachine,
	beginnings: { off: undefined },
	variants: {
		'screen.share': only({ streamID }),
		'screen.toggle': only({ streamID }),
		'screen.captured': only({ muted: false }, { muted: true }),
		'screen.muted': only({ muted: true }, { muted: false }),
		'service.failed': (_, snapshot) =>
			snapshot.matches({ capturing: 'asking' }) ? [{ failure: failure('screen.cancelled') }, { failure: failed }] : [],
		'report.publisher': unlessPaused({ fact: { streamID, state: 'publishing', failure: null } }),
		'publisher.NO_PUBLISH': unlessPaused({ failure: failure('stream.interrupted') }),
		'publisher.PUBLISH_REQUESTING': unlessPaused({ failure: null }),
		'publisher.PUBLISHING': unlessPaused({ failure: null }),
		'xstate.error.actor.publisher': error(failed),
		'xstate.error.actor.0.screen.capturing': error(failed)
	},
	facts: () => null
});
