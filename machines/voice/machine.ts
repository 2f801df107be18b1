/**
 * My own voice: whether I speak, whether the others hear it, and whether I am told when they don't. Engines tell of it from a
 * threshold on, as ZEGO's `capturedSoundLevelUpdate` does of every level. They hear it only where a microphone is open.
 * https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~interface~ZegoRTCEvent
 */
import { delay } from '../delays';
import { ignored } from '../ignored';
import { voiceSetup } from './setup';

const level = ({ event }: { event: { speaking: boolean } }) => event;
const isSpeaking = { type: 'isSpeaking', params: level } as const;
const isQuiet = { type: 'isQuiet', params: level } as const;

export const voiceMachine = voiceSetup.createMachine({
	id: 'voice',
	context: {},
	on: {
		'device.speaking': ignored('It is known, or changes nothing.'),
		'microphone.on': ignored('It is on already.'),
		'microphone.off': ignored('It is off already.')
	},
	initial: 'unheard',
	states: {
		unheard: {
			description: 'The microphone is off: whatever I say, nobody hears it.',
			on: { 'microphone.on': { target: 'heard' } },
			initial: 'settling',
			states: {
				settling: {
					description: 'It was turned off just now: whoever does so in mid-sentence knows it.',
					after: { [delay('muteSettling')]: { target: 'quiet' } }
				},
				quiet: {
					description: 'I say nothing.',
					on: { 'device.speaking': { guard: isSpeaking, target: 'speaking' } }
				},
				speaking: {
					description: 'I speak. A word to somebody in my room is no reason to say anything.',
					on: { 'device.speaking': { guard: isQuiet, target: 'quiet' } },
					after: { [delay('mutedSpeech')]: { target: 'hinted' } }
				},
				hinted: {
					description: 'I am told that nobody hears me.',
					after: { [delay('mutedHint')]: { target: 'told' } }
				},
				told: {
					description: 'I was told a moment ago, and do not want to hear it again.',
					after: { [delay('mutedHintPause')]: { target: 'quiet' } }
				}
			}
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
