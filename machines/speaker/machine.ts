/**
 * Where the sound of the others comes out: of the system's default, or of the speaker that the person has chosen. Beside it, the
 * short sound with which they try it. The app does this itself, on the elements that play, the same for every engine.
 * https://w3c.github.io/mediacapture-output/
 */
import { delay } from '../delays';
import type { DeviceInfo } from '../engine';
import { failureIn } from '../failure';
import { ignored } from '../ignored';
import { speakerSetup } from './setup';

type Of<Event> = { event: Event };
const listed = ({ event }: Of<{ devices: readonly DeviceInfo[] }>) => event.devices;
const named = ({ event }: Of<{ deviceID: string }>) => event.deviceID;
const recordPlugged = { type: 'recordPlugged', params: listed } as const;
const recordFailure = { type: 'recordFailure', params: failureIn } as const;

const useIt = {
	target: 'chosen',
	actions: [recordPlugged, { type: 'renewChoice', params: listed }, 'report']
} as const;
const ifPlugged = { guard: { type: 'isPlugged', params: listed }, ...useIt } as const;
const ifGone = {
	guard: { type: 'isGone', params: listed },
	target: 'missing',
	actions: [recordPlugged, 'recordMissing']
} as const;

export const speakerMachine = speakerSetup.createMachine({
	id: 'speaker',
	context: ({ input }) => ({ ...input, failure: null, plugged: [] }),
	on: { 'device.list': { actions: recordPlugged } },
	type: 'parallel',
	states: {
		output: {
			description: 'Where sound comes out.',
			initial: 'usual',
			on: {
				'user.selectDevice': [
					{
						guard: { type: 'isSystemDefault', params: named },
						target: '.usual',
						actions: ['forgetChoice', 'report']
					},
					{ target: '.chosen', actions: [{ type: 'choose', params: named }, 'report'] }
				]
			},
			states: {
				usual: {
					description: 'Of the system’s default: the person has not chosen.',
					entry: 'clearFailure',
					always: { guard: 'hasChoice', target: 'awaited' }
				},
				awaited: {
					description:
						'One is chosen from before. Until the browser names the speakers, sound comes out of the system’s default.',
					on: { 'device.list': [ifPlugged, ifGone] }
				},
				chosen: {
					description: 'Of the chosen one. Leaving this state brings sound back to the system’s default.',
					entry: 'clearFailure',
					invoke: {
						src: 'useSpeaker',
						input: ({ context: { choice } }) => ({ deviceID: choice?.deviceID ?? '' }),
						onError: { target: 'failed', actions: recordFailure }
					},
					on: {
						'device.list': [{ guard: { type: 'isRenamed', params: listed }, ...useIt, reenter: true }, ifGone],
						'service.failed': [
							{ guard: { type: 'isNotFound', params: failureIn }, target: 'missing', actions: recordFailure },
							{ target: 'failed', actions: recordFailure }
						]
					},
					initial: 'asked',
					states: {
						asked: {
							description: 'The browser has been asked to play there.',
							tags: 'pending',
							on: { 'speaker.used': { target: 'used' } },
							after: { [delay('speakerAnswer')]: { target: '#speaker.output.failed', actions: 'recordNoAnswer' } }
						},
						used: { description: 'All sound comes out there.' }
					}
				},
				missing: {
					description: 'The chosen one is not plugged in. It is used again when it is.',
					on: { 'device.list': ifPlugged }
				},
				failed: {
					description: 'The browser could not play on the chosen one.',
					on: { 'device.list': ifGone }
				}
			}
		},
		test: {
			description: 'The sound with which people try their speaker.',
			initial: 'silent',
			states: {
				silent: {
					description: 'Nobody has asked for it.',
					on: { 'user.testSpeaker': { target: 'sounding' } }
				},
				sounding: {
					description: 'It is to be heard where all sound comes out.',
					tags: 'pending',
					invoke: { src: 'playTestSound', onDone: { target: 'silent' }, onError: { target: 'silent' } },
					on: { 'user.testSpeaker': ignored('It sounds already.') },
					after: { [delay('testSound')]: { target: 'silent' } }
				}
			}
		}
	}
});
