/**
 * The pair of me and one other session: owns whether the other is there, whether its media arrives, and what is done
 * about it when not. The `RTCPeerConnection` itself is in `../peers/peer.ts`.
 */
import type { ActorRefFrom } from 'xstate';
import { delay } from './delays';
import { media, path } from './media';
import { pairSetup, report } from './setup';

const presence = pairSetup.createStateConfig({
	description: 'Whether the other is in the room. Without signalling its media speaks for it.',
	initial: 'present',
	states: {
		present: {
			description: 'The server says that the other is there.',
			on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning' } }
		},
		doubted: {
			description: 'The server has lost the other: is it gone, or only its signalling?',
			tags: 'absent',
			invoke: {
				id: 'listen',
				src: 'listen',
				input: ({ context }) => ({ userID: context.userID }),
				onError: { target: 'lost' }
			},
			on: {
				'media.proved': { target: 'unheard', actions: report('pair.away') },
				'member.returned': { target: 'returning' }
			},
			after: { [delay('doubt')]: { target: 'lost' } }
		},
		unheard: {
			description: 'Only its media arrives: the other stays for as long as that goes on.',
			tags: 'absent',
			on: {
				'media.heard': { target: 'unheard', reenter: true },
				'member.returned': { target: 'returning', actions: report('pair.back') }
			},
			after: { [delay('mediaSilence')]: { target: 'fading' } }
		},
		fading: {
			description: 'Nothing was counted lately. My page was busy, or its media has stopped too.',
			tags: 'absent',
			on: {
				'media.heard': { target: 'unheard' },
				'member.returned': { target: 'returning', actions: report('pair.back') }
			},
			after: { [delay('suspicion')]: { target: 'lost' } }
		},
		returning: {
			description: 'Back, as if nothing had happened. What it does not publish again it has stopped meanwhile.',
			on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning', reenter: true } },
			after: { [delay('republish')]: { target: 'present', actions: report('pair.settled') } }
		},
		lost: {
			description: 'Gone for everyone to see. The connection is kept for as long as the other may come back.',
			tags: 'absent',
			entry: [report('pair.lost'), 'giveUp'],
			on: { 'member.returned': { target: 'present' } },
			after: { [delay('reconnecting')]: { target: 'over' } }
		},
		over: { type: 'final', description: 'Not expected back.', entry: report('pair.over') }
	}
});

const offerAgain = { target: 'proposed', reenter: true, actions: 'offerAgain' } as const;
const agreement = pairSetup.createStateConfig({
	description: 'Whether an offer of mine is unanswered.',
	initial: 'agreed',
	on: { 'description.refused': { target: '.refused' } },
	states: {
		agreed: {
			description: 'Nothing is being negotiated by me.',
			on: { 'signaling.have-local-offer': { target: 'proposed' } }
		},
		proposed: {
			description: 'My offer is on its way, or was lost with a socket.',
			on: {
				'signaling.stable': { target: 'agreed' },
				'member.returned': {
					...offerAgain,
					description: 'Also when my own link is back: then everyone who is in the room has returned.'
				}
			},
			after: { [delay('answer')]: offerAgain }
		},
		refused: {
			description: "The browser can't apply what the other has sent: a new connection takes the place of this one.",
			on: {
				'signaling.have-remote-offer': { target: 'agreed' },
				'member.lost': { target: 'agreed', description: 'Nobody is there to connect to.' }
			},
			after: { [delay('refused')]: { target: 'agreed', actions: 'startOver' } }
		}
	}
});

const pictures = pairSetup.createStateConfig({
	description: 'After a gap the decoder waits for a key frame: the encoder is asked before the other can ask.',
	initial: 'first',
	on: {
		'connection.connected': { target: '.torn' },
		'link.resumed': { target: '.torn' },
		'member.returned': { target: '.torn' },
		'media.returned': { target: '.torn', description: 'The path often is back before the server is heard again.' }
	},
	states: {
		first: {
			description: 'A first picture is a key frame anyway.',
			on: { 'connection.connected': { target: 'whole' } }
		},
		whole: { description: 'Each picture builds on the one before.' },
		torn: {
			description:
				'Something may have been lost, also of what I have asked. Nothing says when the path is good again, so key frames are asked for four times.',
			initial: 'once',
			states: {
				once: {
					description: 'Asked once.',
					entry: 'askKeyFrames',
					after: { [delay('keyFrame')]: { target: 'twice' } }
				},
				twice: {
					description: 'Asked twice. By now both are known to be back, so sizes are asked for again as well.',
					entry: ['askKeyFrames', 'askSizes'],
					after: { [delay('keyFrame')]: { target: 'thrice' } }
				},
				thrice: {
					description: 'Asked three times.',
					entry: 'askKeyFrames',
					after: { [delay('lastKeyFrame')]: { target: '#pair.pictures.whole', actions: 'askKeyFrames' } }
				}
			}
		}
	}
});

export const pairMachine = pairSetup.createMachine({
	id: 'pair',
	description: 'The connection to one other session.',
	context: ({ input }) => ({ userID: input.userID, expectsMedia: input.expectsMedia }),
	on: { 'media.expected': { actions: { type: 'expect', params: ({ event }) => event.expectsMedia } } },
	type: 'parallel',
	states: { presence, media, path, agreement, pictures }
});

export type PairActor = ActorRefFrom<typeof pairMachine>;
