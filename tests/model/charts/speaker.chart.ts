import { failure } from '../../../machines/failure';
import { speakerMachine } from '../../../machines/speaker/machine';
import type { SpeakerContext } from '../../../machines/speaker/types';
import { chart, error, only } from './chart';

const speaker = (deviceID: string, label: string) => ({ device: 'speaker', deviceID, label });
const OTHER = speaker('speaker-1', 'Usual speaker');
const CHOSEN = speaker('speaker-2', 'Another speaker');
/** Before permission, browsers name none. */
const NAMELESS = speaker('', '');

export const speakerChart = chart<SpeakerContext>({
	machine: speakerMachine,
	beginnings: {
		remembered: { choice: { deviceID: 'speaker-2', label: 'Another speaker' } },
		usual: { choice: null }
	},
	variants: {
		'user.selectDevice': only({ deviceID: 'speaker-2' }, { deviceID: '' }),
		'device.list': only(
			{ devices: [OTHER, CHOSEN] },
			{ devices: [OTHER] },
			{ devices: [NAMELESS] },
			{ devices: [OTHER, { ...CHOSEN, deviceID: 'speaker-3' }] }
		),
		'service.failed': (_, snapshot) =>
			snapshot.matches({ output: { chosen: 'asked' } })
				? [{ failure: failure('device.notFound') }, { failure: failure('device.failed') }]
				: [],
		'speaker.used': (_, snapshot) => (snapshot.matches({ output: { chosen: 'asked' } }) ? [{}] : []),
		'xstate.error.actor.0.speaker.output.chosen': error(failure('unknown.error')),
		'xstate.error.actor.0.speaker.test.sounding': error(failure('unknown.error'))
	},
	facts: ({ choice, failure, plugged }) => ({
		choice,
		failure: failure?.code,
		plugged: plugged.map(({ deviceID }) => deviceID)
	})
});
