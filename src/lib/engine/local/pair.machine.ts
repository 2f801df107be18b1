/**
 * The pair of me and one other session: owns whether the other is there, whether its media arrives, and what is done
 * about it when not. The `RTCPeerConnection` itself is the adapter's (`pair.ts`).
 */
import { emit, fromCallback, raise, setup, type ActorRefFrom } from 'xstate';
import { LOCAL_DELAYS, delay } from './local.delays';

/** `RTCPeerConnection.connectionState`, never `iceConnectionState`: that one can stay "disconnected" for ever. */
type ConnectionEvent = { type: `connection.${RTCPeerConnectionState}` };
type SignalingEvent = { type: `signaling.${RTCSignalingState}` };
export type PairEvent =
	| ConnectionEvent
	| SignalingEvent
	/** Something has arrived since packets were counted last. */
	| { type: 'media.heard' }
	/** Something has arrived since the other was doubted. */
	| { type: 'media.proved' }
	/** The server has lost the other, or does not name it any more. */
	| { type: 'member.lost' }
	| { type: 'member.returned' }
	| { type: 'link.resumed' }
	| { type: 'given.up' };
export type PairNotice = { type: 'pair.lost' } | { type: 'pair.settled' } | { type: 'pair.over' };

const listen = fromCallback<PairEvent, undefined, PairEvent>(() => {
	throw new Error('The pair provides this');
});
const unprovided = (): void => {
	throw new Error('The pair provides this');
};

export const pairMachine = setup({
	types: { events: {} as PairEvent, emitted: {} as PairNotice, tags: {} as 'flowing' | 'absent' },
	actors: { listen },
	delays: LOCAL_DELAYS,
	guards: { expectsMedia: () => true },
	actions: {
		restartIce: unprovided,
		offerAgain: unprovided,
		askKeyFrames: unprovided,
		tellLost: emit({ type: 'pair.lost' }),
		tellSettled: emit({ type: 'pair.settled' }),
		tellOver: emit({ type: 'pair.over' }),
		giveUp: raise({ type: 'given.up' })
	}
}).createMachine({
	id: 'pair',
	type: 'parallel',
	states: {
		presence: {
			description: 'Whether the other is in the room. Without signalling its media speaks for it.',
			initial: 'present',
			states: {
				present: {
					description: 'The server says so.',
					on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning' } }
				},
				doubted: {
					description: 'The server has lost it: is it gone, or only its signalling?',
					tags: 'absent',
					invoke: { src: 'listen', onError: { target: 'lost' } },
					on: { 'media.proved': { target: 'unheard' }, 'member.returned': { target: 'returning' } },
					after: { [delay('doubt')]: { target: 'lost' } }
				},
				unheard: {
					description: 'Only its media arrives: it stays, for as long as that goes on.',
					tags: 'absent',
					on: {
						'media.heard': { target: 'unheard', reenter: true },
						'member.returned': { target: 'returning' }
					},
					after: { [delay('mediaSilence')]: { target: 'lost' } }
				},
				returning: {
					description: 'Back, as if nothing had happened; what it does not publish again it has stopped meanwhile.',
					on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning', reenter: true } },
					after: { [delay('republish')]: { target: 'present', actions: 'tellSettled' } }
				},
				lost: {
					description: 'Gone for everyone to see; the connection is kept for as long as it may come back.',
					tags: 'absent',
					entry: ['tellLost', 'giveUp'],
					on: { 'member.returned': { target: 'present' } },
					after: { [delay('reconnecting')]: { target: 'over' } }
				},
				over: { type: 'final', description: 'Not expected back.', entry: 'tellOver' }
			}
		},
		media: {
			description: 'Whether media arrives.',
			initial: 'connecting',
			on: { 'given.up': { target: '.idle' } },
			states: {
				connecting: {
					description: 'ICE and DTLS are on their way.',
					on: {
						'connection.connected': { target: 'flowing' },
						'connection.failed': { target: 'broken' }
					},
					after: { [delay('connecting')]: { target: 'broken' } }
				},
				flowing: {
					description: 'Media arrives, or none is due.',
					tags: 'flowing',
					initial: 'heard',
					on: {
						'connection.disconnected': { target: 'broken' },
						'connection.failed': { target: 'broken' }
					},
					states: {
						heard: {
							description: 'Packets have come lately.',
							on: { 'media.heard': { target: 'heard', reenter: true } },
							after: {
								[delay('mediaSilence')]: [
									{ guard: 'expectsMedia', target: '#pair.media.silent' },
									{ target: 'heard', reenter: true }
								]
							}
						}
					}
				},
				silent: {
					description: 'Nothing comes though it should. Whoever lost the network repairs the path when back.',
					on: {
						'media.heard': { target: 'flowing' },
						'connection.disconnected': { target: 'broken' },
						'connection.failed': { target: 'broken' },
						'link.resumed': { target: 'broken' }
					},
					after: { [delay('repair')]: { target: 'broken' } }
				},
				broken: {
					description: 'The path is gone: ICE is restarted until there is another.',
					entry: 'restartIce',
					on: {
						'connection.connected': { target: 'flowing' },
						'media.heard': { target: 'flowing' },
						'link.resumed': { target: 'broken', reenter: true }
					},
					after: { [delay('restartAgain')]: { target: 'broken', reenter: true } }
				},
				idle: {
					description: 'The other is gone: nothing is done until it is back.',
					on: { 'member.returned': { target: 'silent' }, 'connection.connected': { target: 'flowing' } }
				}
			}
		},
		agreement: {
			description: 'Whether an offer of mine is unanswered.',
			initial: 'agreed',
			states: {
				agreed: {
					description: 'Nothing is being negotiated by me.',
					on: { 'signaling.have-local-offer': { target: 'proposed' } }
				},
				proposed: {
					description: 'My offer is on its way, or was lost with a socket.',
					on: {
						'signaling.stable': { target: 'agreed' },
						'link.resumed': { target: 'proposed', reenter: true, actions: 'offerAgain' },
						'member.returned': { target: 'proposed', reenter: true, actions: 'offerAgain' }
					},
					after: { [delay('answer')]: { target: 'proposed', reenter: true, actions: 'offerAgain' } }
				}
			}
		},
		pictures: {
			description: 'After a gap the decoder waits for a key frame: the encoder is asked before the other can ask.',
			initial: 'unstarted',
			states: {
				unstarted: {
					description: 'A first picture is a key frame anyway.',
					on: { 'connection.connected': { target: 'whole' } }
				},
				whole: {
					description: 'Each picture builds on the one before.',
					on: {
						'connection.connected': { target: 'torn' },
						'link.resumed': { target: 'torn' },
						'member.returned': { target: 'torn' }
					}
				},
				torn: {
					description:
						'Something may have been lost. Nothing says when the path is good, so key frames come at each step.',
					entry: 'askKeyFrames',
					on: {
						'connection.connected': { target: 'torn', reenter: true },
						'link.resumed': { target: 'torn', reenter: true },
						'member.returned': { target: 'torn', reenter: true }
					},
					after: {
						[delay('keyFrame1')]: { actions: 'askKeyFrames' },
						[delay('keyFrame2')]: { actions: 'askKeyFrames' },
						[delay('keyFrame3')]: { target: 'whole', actions: 'askKeyFrames' }
					}
				}
			}
		}
	}
});

export type PairActor = ActorRefFrom<typeof pairMachine>;
