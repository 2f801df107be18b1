/**
 * The pair of me and one other session: owns whether the other is there, whether its media arrives, and what is done
 * about it when not. The `RTCPeerConnection` itself is the adapter's (`pair.ts`).
 */
import { emit, fromCallback, raise, setup, type ActorRefFrom } from 'xstate';
import { LOCAL_DELAYS, delay } from '../local.delays';
import { unprovided } from '../../../../../machines/unprovided';

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

export const pairMachine = setup({
	types: { events: {} as PairEvent, emitted: {} as PairNotice, tags: {} as 'flowing' | 'absent' },
	actors: { listen: fromCallback<PairEvent, undefined, PairEvent>(unprovided) },
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
		/** Whether the other is in the room. Without signalling its media speaks for it. */
		presence: {
			initial: 'present',
			states: {
				/** The server says so. */
				present: {
					on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning' } }
				},
				/** The server has lost it: is it gone, or only its signalling? */
				doubted: {
					tags: 'absent',
					invoke: { src: 'listen', onError: { target: 'lost' } },
					on: { 'media.proved': { target: 'unheard' }, 'member.returned': { target: 'returning' } },
					after: { [delay('doubt')]: { target: 'lost' } }
				},
				/** Only its media arrives: it stays, for as long as that goes on. */
				unheard: {
					tags: 'absent',
					on: {
						'media.heard': { target: 'unheard', reenter: true },
						'member.returned': { target: 'returning' }
					},
					after: { [delay('mediaSilence')]: { target: 'lost' } }
				},
				/** Back, as if nothing had happened; what it does not publish again it has stopped meanwhile. */
				returning: {
					on: { 'member.lost': { target: 'doubted' }, 'member.returned': { target: 'returning', reenter: true } },
					after: { [delay('republish')]: { target: 'present', actions: 'tellSettled' } }
				},
				/** Gone for everyone to see; the connection is kept for as long as it may come back. */
				lost: {
					tags: 'absent',
					entry: ['tellLost', 'giveUp'],
					on: { 'member.returned': { target: 'present' } },
					after: { [delay('reconnecting')]: { target: 'over' } }
				},
				/** Not expected back. */
				over: { type: 'final', entry: 'tellOver' }
			}
		},
		/** Whether media arrives. */
		media: {
			initial: 'connecting',
			on: {
				'connection.connected': { target: '.flowing' },
				'connection.disconnected': { target: '.broken' },
				'connection.failed': { target: '.broken' },
				'given.up': { target: '.idle' }
			},
			states: {
				/** ICE and DTLS are on their way. */
				connecting: {
					after: { [delay('connecting')]: { target: 'broken' } }
				},
				/** Media arrives, or none is due. */
				flowing: {
					tags: 'flowing',
					on: { 'media.heard': { target: 'flowing', reenter: true } },
					after: {
						[delay('mediaSilence')]: [
							{ guard: 'expectsMedia', target: 'silent' },
							{ target: 'flowing', reenter: true }
						]
					}
				},
				/** Nothing comes though it should. Whoever lost the network repairs the path when back. */
				silent: {
					on: { 'media.heard': { target: 'flowing' }, 'link.resumed': { target: 'broken' } },
					after: { [delay('repair')]: { target: 'broken' } }
				},
				/** The path is gone: ICE is restarted until there is another. */
				broken: {
					entry: 'restartIce',
					on: { 'media.heard': { target: 'flowing' }, 'link.resumed': { target: 'broken', reenter: true } },
					after: { [delay('restartAgain')]: { target: 'broken', reenter: true } }
				},
				/** The other is gone: nothing is repaired until it is back. */
				idle: {
					on: {
						'member.returned': { target: 'silent' },
						'connection.disconnected': {},
						'connection.failed': {}
					}
				}
			}
		},
		/** Whether an offer of mine is unanswered. */
		agreement: {
			initial: 'agreed',
			states: {
				/** Nothing is being negotiated by me. */
				agreed: {
					on: { 'signaling.have-local-offer': { target: 'proposed' } }
				},
				/** My offer is on its way, or was lost with a socket. */
				proposed: {
					on: {
						'signaling.stable': { target: 'agreed' },
						'link.resumed': { target: 'proposed', reenter: true, actions: 'offerAgain' },
						'member.returned': { target: 'proposed', reenter: true, actions: 'offerAgain' }
					},
					after: { [delay('answer')]: { target: 'proposed', reenter: true, actions: 'offerAgain' } }
				}
			}
		},
		/** After a gap the decoder waits for a key frame: the encoder is asked before the other can ask. */
		pictures: {
			initial: 'first',
			on: {
				'connection.connected': { target: '.torn' },
				'link.resumed': { target: '.torn' },
				'member.returned': { target: '.torn' }
			},
			states: {
				/** A first picture is a key frame anyway. */
				first: { on: { 'connection.connected': { target: 'whole' } } },
				/** Each picture builds on the one before. */
				whole: {},
				/** Something may have been lost. Nothing says when the path is good, so key frames come at each step. */
				torn: {
					entry: 'askKeyFrames',
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
