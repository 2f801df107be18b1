/**
 * One remote stream: owns whether it plays, whether its sound is let through, and what its owner's devices do.
 * ZEGO: https://docs.zegocloud.com/article/api?doc=Express_Video_SDK_API~javascript_web~enum~ZegoPlayerState
 */
import { assign, sendParent, setup } from 'xstate';
import type { PlayerFact } from '../call/types';
import { DELAYS, delay, streamRetry } from '../delays';
import type { DeleteReason, DeviceKind, PlayerEvent, RemoteDeviceStatus, RoomStream } from '../engine';
import { failure, failureOf } from '../failure';
import { playStream, type ServiceFailed, type StreamResume } from '../services';
import { unheeded } from '../call/exhaustive';

type PlayerContext = { fact: PlayerFact; attempt: number; goneReason: DeleteReason | null };

const late = unheeded('It tells of an attempt that was given up.');
const retryOrFail = <const A extends string>(actions: A) =>
	[
		{ guard: 'canRetry', target: '#player.retrying', actions },
		{ target: '#player.failed', actions }
	] as const;

export const playerMachine = setup({
	types: {
		context: {} as PlayerContext,
		input: {} as RoomStream,
		events: {} as
			| PlayerEvent
			| ServiceFailed
			| { type: 'stream.DELETE'; reason: DeleteReason | null }
			| { type: 'remote.device'; device: DeviceKind; status: RemoteDeviceStatus }
			| { type: 'page.autoplayFailed' }
			| { type: 'user.unblockSound' }
			| { type: 'user.retry' }
			| StreamResume
	},
	actors: { playStream },
	delays: { ...DELAYS, retryPause: ({ context }) => streamRetry(context.attempt) ?? 0 },
	guards: {
		/** What was stopped as asked has no failure. */
		isEcho: ({ event }) => 'failure' in event && event.failure === null,
		canRetry: ({ context, event }) => failureOf(event).retryable && streamRetry(context.attempt) !== null
	},
	actions: {
		become: assign({ fact: ({ context }, state: PlayerFact['state']) => ({ ...context.fact, state }) }),
		letSound: assign({ fact: ({ context }, sound: PlayerFact['sound']) => ({ ...context.fact, sound }) }),
		recordDevice: assign({
			fact: ({ context, event }) =>
				event.type === 'remote.device' ? { ...context.fact, [event.device]: event.status } : context.fact
		}),
		recordFailure: assign({ fact: ({ context, event }) => ({ ...context.fact, failure: failureOf(event) }) }),
		recordTimeout: assign({ fact: ({ context }) => ({ ...context.fact, failure: failure('stream.timeout') }) }),
		/** Why the engine is asking again, if it is in trouble; asking for the first time is none. */
		recordTrouble: assign({
			fact: ({ context, event }) => ({ ...context.fact, failure: 'failure' in event ? event.failure : null })
		}),
		recordGone: assign({ goneReason: ({ event }) => (event.type === 'stream.DELETE' ? event.reason : null) }),
		clearFailure: assign({ fact: ({ context }) => ({ ...context.fact, failure: null }), attempt: 0 }),
		countAttempt: assign({ attempt: ({ context }) => context.attempt + 1 }),
		report: sendParent(({ context }) => ({ type: 'report.player', fact: context.fact }))
	}
}).createMachine({
	id: 'player',
	context: ({ input }) => ({
		fact: {
			streamID: input.streamID,
			user: input.user,
			state: 'requesting',
			sound: 'audible',
			camera: 'OPEN',
			microphone: 'OPEN',
			failure: null
		},
		attempt: 0,
		goneReason: null
	}),
	on: {
		'stream.DELETE': { target: '.gone', actions: 'recordGone' },
		'remote.device': { actions: ['recordDevice', 'report'] },
		'player.NO_PLAY': late,
		'player.PLAY_REQUESTING': late,
		'player.PLAYING': late,
		'stream.resume': unheeded('Nothing was given up.')
	},
	initial: 'open',
	states: {
		open: {
			description: 'The engine has been asked to play; leaving this state stops playing.',
			invoke: {
				src: 'playStream',
				input: ({ context }) => ({ streamID: context.fact.streamID }),
				onError: { target: 'failed', actions: 'recordFailure' }
			},
			on: {
				'player.NO_PLAY': retryOrFail('recordFailure'),
				'service.failed': retryOrFail('recordFailure')
			},
			type: 'parallel',
			states: {
				delivery: {
					description: 'Whether pictures and sound arrive.',
					initial: 'requesting',
					states: {
						requesting: {
							description: 'Asked, nothing arrives yet.',
							tags: 'pending',
							entry: [{ type: 'become', params: 'requesting' }, 'report'],
							on: {
								'player.NO_PLAY': { guard: 'isEcho', ...unheeded('It answers the stop before this attempt.') },
								'player.PLAYING': { target: 'playing' },
								'player.PLAY_REQUESTING': { actions: ['recordTrouble', 'report'] }
							},
							after: { [delay('playRequest')]: retryOrFail('recordTimeout') }
						},
						playing: {
							description: 'Pictures and sound arrive.',
							entry: ['clearFailure', { type: 'become', params: 'playing' }, 'report'],
							on: {
								'player.PLAY_REQUESTING': { target: 'stalled', actions: 'recordTrouble' },
								'player.PLAYING': { actions: 'report' }
							}
						},
						stalled: {
							description: 'It has played, and the engine is trying to get it back.',
							tags: 'pending',
							entry: [{ type: 'become', params: 'stalled' }, 'report'],
							on: {
								'player.PLAYING': { target: 'playing' },
								'player.PLAY_REQUESTING': { actions: ['recordTrouble', 'report'] }
							},
							after: { [delay('stallPatience')]: { target: '#player.retrying', actions: 'recordTimeout' } }
						}
					}
				},
				sound: {
					description: 'Whether the browser lets the sound through.',
					initial: 'audible',
					states: {
						audible: {
							description: 'Nothing is known to hold the sound back.',
							entry: [{ type: 'letSound', params: 'audible' }, 'report'],
							on: { 'page.autoplayFailed': { target: 'blocked' } }
						},
						blocked: {
							description: 'The browser wants a click before it plays sound.',
							entry: [{ type: 'letSound', params: 'blocked' }, 'report'],
							on: { 'user.unblockSound': { target: 'audible' } }
						}
					}
				}
			}
		},
		retrying: {
			description: 'Stopped; waits before it asks again.',
			tags: 'pending',
			entry: [{ type: 'become', params: 'retrying' }, 'report'],
			exit: 'countAttempt',
			on: { 'user.retry': { target: 'open' }, 'stream.resume': { target: 'open', actions: 'clearFailure' } },
			after: { [delay('retryPause')]: { target: 'open' } }
		},
		failed: {
			description: 'Given up until the person tries again or the stream goes.',
			entry: [{ type: 'become', params: 'failed' }, 'report'],
			on: {
				'user.retry': { target: 'open', actions: 'clearFailure' },
				'stream.resume': { target: 'open', actions: 'clearFailure' }
			}
		},
		gone: { type: 'final', description: 'Its publisher has stopped it or is gone.' }
	},
	output: ({ context }) => ({ reason: context.goneReason })
});
