import { createMachine } from 'xstate';

/** The other person in the room. */
export const person = createMachine({
	id: 'person',
	initial: 'inChromium',
	states: {
		absent: {
			description: 'Not there, or no longer.',
			on: {
				join: 'inChromium',
				joinWithFirefox: 'inFirefox',
				joinWithoutDevices: 'withoutDevices',
				joinOnPhone: 'onPhone'
			}
		},
		inChromium: {
			description: 'Sends picture and sound.',
			on: { leave: 'absent', vanish: 'absent', loseNetwork: 'reconnecting' }
		},
		inFirefox: { description: 'Sends picture and sound from another browser.', on: { leave: 'absent' } },
		withoutDevices: { description: 'Sends nothing: there are no devices.', on: { leave: 'absent' } },
		onPhone: {
			description: 'Sends the upright picture of a phone.',
			on: { turn: 'onPhoneOnItsSide', leave: 'absent' }
		},
		onPhoneOnItsSide: { description: 'Sends the wide picture of a phone.', on: { turnBack: 'onPhone' } },
		reconnecting: {
			description: 'The others get nothing, and the server waits.',
			on: { getNetworkBack: 'inChromium' }
		}
	}
});
