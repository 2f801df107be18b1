/** The position in a recording: following the end of a live call, held at one entry, or playing. */
import { assign, setup } from 'xstate';

/** `at`: the entry after which the call is shown; −1 is before the first. */
type PlaybackContext = { at: number; length: number; speed: number };

export const playbackMachine = setup({
	types: {
		context: {} as PlaybackContext,
		input: {} as { length: number },
		events: {} as
			| { type: 'seek'; at: number }
			| { type: 'step'; by: number }
			| { type: 'play' }
			| { type: 'hold' }
			| { type: 'follow' }
			| { type: 'speed'; speed: number }
			| { type: 'grown'; length: number }
	},
	delays: {
		/** Provided with the times of the entries. */
		untilNext: () => 0
	},
	guards: {
		isAtEnd: ({ context }) => context.at >= context.length - 1
	},
	actions: {
		goTo: assign({ at: ({ context }, at: number) => Math.max(-1, Math.min(at, context.length - 1)) }),
		goToEnd: assign({ at: ({ context }) => context.length - 1 }),
		rewind: assign({ at: -1 }),
		grow: assign({ length: ({ context }, length: number) => Math.max(context.length, length) }),
		setSpeed: assign({ speed: (_, speed: number) => speed })
	}
}).createMachine({
	id: 'playback',
	context: ({ input }) => ({ at: input.length - 1, length: input.length, speed: 1 }),
	on: {
		seek: { target: '.held', actions: { type: 'goTo', params: ({ event }) => event.at } },
		step: { target: '.held', actions: { type: 'goTo', params: ({ context, event }) => context.at + event.by } },
		hold: { target: '.held' },
		follow: { target: '.following' },
		speed: { actions: { type: 'setSpeed', params: ({ event }) => event.speed } },
		grown: { actions: { type: 'grow', params: ({ event }) => event.length } }
	},
	initial: 'following',
	states: {
		following: {
			description: 'The newest entry is shown.',
			entry: 'goToEnd',
			on: {
				grown: { actions: [{ type: 'grow', params: ({ event }) => event.length }, 'goToEnd'] }
			}
		},
		held: {
			description: 'One entry is shown.',
			on: {
				play: [{ guard: 'isAtEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }]
			}
		},
		playing: {
			description: 'Entry after entry is shown, at the recorded intervals.',
			always: { guard: 'isAtEnd', target: 'held' },
			on: {
				speed: { target: 'playing', reenter: true, actions: { type: 'setSpeed', params: ({ event }) => event.speed } }
			},
			after: {
				untilNext: {
					target: 'playing',
					reenter: true,
					actions: { type: 'goTo', params: ({ context }) => context.at + 1 }
				}
			}
		}
	}
});
