import { voiceMachine } from '../../../machines/voice/machine';
import { chart, only } from './chart';

export const voice = chart<object>({
	machine: voiceMachine,
	beginnings: { off: undefined },
	variants: {
		'device.speaking': only({ speaking: true }, { speaking: false })
	},
	facts: () => null
});
