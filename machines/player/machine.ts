/**
 * One stream of someone else: owns whether it plays, whether its sound is let through, how large its pictures are asked
 * for, and what its owner has turned on.
 * ZEGO: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoPlayerState
 */
import { delay } from '../delays';
import type { DeviceKind, RemoteDeviceStatus } from '../engine';
import type { Failure } from '../failure';
import { ignored } from '../ignored';
import { askedOf } from '../pictures';
import { late, recordFailure, retryOrFail } from '../retry';
import { playerSetup } from './setup';
import { usualHeight } from './height';
import { asChosen, asShown, view } from './view';

const hasNoPath = {
	type: 'hasNoPath',
	params: ({ event }: { event: { failure: Failure | null } }) => event.failure
} as const;
const noPath = {
	guard: hasNoPath,
	target: 'unreachable',
	actions: { type: 'recordFailure', params: hasNoPath.params }
} as const;

const level = ({ event }: { event: { speaking: boolean } }) => event;
const recordDevice = {
	type: 'recordDevice',
	params: ({ event }: { event: { device: DeviceKind; status: RemoteDeviceStatus } }) => event
} as const;

export const playerMachine = playerSetup.createMachine({
	id: 'player',
	context: ({ input }) => ({
		...input,
		camera: 'OPEN',
		microphone: 'OPEN',
		height: askedOf(input.streamID, usualHeight(input.streamID), input.pictures),
		need: usualHeight(input.streamID),
		failure: null,
		attempt: 0,
		goneReason: null
	}),
	on: {
		'stream.DELETE': { target: '.gone', actions: { type: 'recordGone', params: ({ event }) => event.reason } },
		'remote.device': { actions: recordDevice },
		'remote.speaking': ignored('It is known, or nothing of it is heard.'),
		'page.streamResized': asShown,
		'pictures.chosen': asChosen,
		'player.NO_PLAY': late,
		'player.PLAY_REQUESTING': late,
		'player.PLAYING': late,
		'stream.resume': ignored('Nothing was given up.')
	},
	initial: 'open',
	states: {
		open: {
			description: 'The engine has been asked to play. Leaving this state stops playing.',
			invoke: {
				src: 'playStream',
				input: ({ context: { streamID } }) => ({ streamID }),
				onError: { target: 'failed', actions: recordFailure }
			},
			on: {
				'player.NO_PLAY': retryOrFail('player', recordFailure),
				'service.failed': retryOrFail('player', recordFailure)
			},
			type: 'parallel',
			states: {
				delivery: {
					description: 'Whether pictures and sound arrive.',
					initial: 'requesting',
					states: {
						requesting: {
							description: 'Asked for. Nothing arrives yet.',
							tags: 'pending',
							on: {
								'player.NO_PLAY': {
									guard: { type: 'isEcho', params: ({ event }) => event.failure },
									...ignored('It answers the stop before this attempt.')
								},
								'player.PLAYING': { target: 'playing' },
								'player.PLAY_REQUESTING': [
									noPath,
									{ actions: { type: 'recordFailure', params: ({ event }) => event.failure } }
								]
							},
							after: { [delay('playRequest')]: retryOrFail('player', 'recordTimeout') }
						},
						playing: {
							description: 'Pictures and sound arrive.',
							entry: 'clearFailure',
							on: {
								'player.PLAY_REQUESTING': {
									target: 'stalled',
									actions: { type: 'recordFailure', params: ({ event }) => event.failure }
								},
								'player.PLAYING': ignored('It plays already.')
							}
						},
						stalled: {
							description: 'It has played, and the engine is trying to get it back.',
							tags: 'pending',
							on: {
								'player.PLAYING': { target: 'playing' },
								'player.PLAY_REQUESTING': [
									noPath,
									{ actions: { type: 'recordFailure', params: ({ event }) => event.failure } }
								]
							},
							after: { [delay('stallPatience')]: { target: '#player.retrying', actions: 'recordTimeout' } }
						},
						unreachable: {
							description:
								'No network path leads to its publisher. The engine goes on looking, so nothing is given up.',
							on: {
								'player.PLAYING': { target: 'playing' },
								'player.PLAY_REQUESTING': [
									{ guard: hasNoPath, ...ignored('That is known.') },
									{
										target: 'requesting',
										actions: { type: 'recordFailure', params: ({ event }) => event.failure }
									}
								]
							}
						}
					}
				},
				sound: {
					description: 'Whether the browser lets the sound through.',
					initial: 'audible',
					states: {
						audible: {
							description: 'Nothing is known to hold the sound back.',
							on: { 'page.autoplayFailed': { target: 'blocked' } }
						},
						blocked: {
							description: 'The browser wants a click before it plays sound. Until then the picture plays muted.',
							on: { 'user.unblockSound': { target: 'audible' } }
						}
					}
				},
				voice: {
					description: 'Whether its owner speaks.',
					initial: 'quiet',
					states: {
						quiet: {
							description: 'Nobody is known to speak.',
							on: { 'remote.speaking': { guard: { type: 'isSpeaking', params: level }, target: 'speaking' } }
						},
						speaking: {
							description: 'There is a voice.',
							on: {
								'remote.speaking': { guard: { type: 'isQuiet', params: level }, target: 'quiet' },
								'remote.device': {
									guard: { type: 'isMuted', params: recordDevice.params },
									target: 'quiet',
									actions: recordDevice,
									description: 'Engines take a moment to notice the silence.'
								}
							}
						}
					}
				},
				view
			}
		},
		retrying: {
			description: 'Stopped. It is asked for again after a pause.',
			tags: 'pending',
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'open' }, 'stream.resume': { target: 'open', actions: 'clearFailure' } },
			after: { [delay('retryPause')]: { target: 'open' } }
		},
		failed: {
			description: 'Given up until the person tries again or the stream is deleted.',
			on: {
				'user.retry': { target: 'open', actions: 'clearFailure' },
				'stream.resume': { target: 'open', actions: 'clearFailure' }
			}
		},
		gone: { type: 'final', description: 'Its publisher has stopped it or is gone.' }
	},
	output: ({ context }) => ({ reason: context.goneReason })
});
