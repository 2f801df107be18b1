import { createMachine } from 'xstate';

/** One camera or microphone, as the machine that it is plugged into knows it. */
export const device = createMachine({
	id: 'device',
	initial: 'free',
	states: {
		free: {
			description: 'A page that is allowed to can open it.',
			on: { unplug: 'absent', take: 'taken', mute: 'muted' }
		},
		absent: { description: 'It is not plugged in.', on: { plug: 'free' } },
		taken: {
			description: 'Another program has it. A page that had it has lost it.',
			on: { release: 'free', unplug: 'absent' }
		},
		muted: {
			description: 'The system lets nothing of it through: a closed shutter, a switch at the headset, a phone call.',
			on: { unmute: 'free', unplug: 'absent', take: 'taken' }
		}
	}
});
