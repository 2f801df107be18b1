/**
 * My own voice: whether I speak, and whether the others hear it. Engines tell of it from a threshold on, as ZEGO's
 * `capturedSoundLevelUpdate` does of every level. Whether the microphone is on is for its own chart to decide.
 * https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~interface~ZegoRTCEvent
 */
import { ignored } from '../ignored';
import { voiceSetup } from './setup';

const level = ({ event }: { event: { speaking: boolean } }) => event;
const isSpeaking = { type: 'isSpeaking', params: level } as const;
const isQuiet = { type: 'isQuiet', params: level } as const;

export const voiceMachine = voiceSetup.createMachine({
	id: 'voice',
	context: {},
	on: {
		'device.speaking': ignored('It is known, or nobody hears it.'),
		'microphone.on': ignored('It is on already.'),
		'microphone.off': ignored('It is off already.')
	},
	initial: 'unheard',
	states: {
		unheard: {
			description: 'The microphone is off: whatever I say, nobody hears it.',
			on: { 'microphone.on': { target: 'heard' } }
		},
		heard: {
			description: 'The microphone is on.',
			on: { 'microphone.off': { target: 'unheard' } },
			initial: 'quiet',
			states: {
				quiet: {
					description: 'I say nothing.',
					on: { 'device.speaking': { guard: isSpeaking, target: 'speaking' } }
				},
				speaking: {
					description: 'I speak.',
					on: { 'device.speaking': { guard: isQuiet, target: 'quiet' } }
				}
			}
		}
	}
});
