/**
 * The signalling link: owns whether there is a working socket to the room server, and tries until there is one.
 * It doesn't know what the messages mean: that is the session's business.
 */
import { delay } from './delays';
import { linkSetup } from './setup';
import type { LinkContext, LinkEvent, LinkInput, MediaStalled } from './types';

type MessageEvent = Extract<LinkEvent, { type: 'socket.message' }>;

const ofRoom = ({ context: { roomID } }: { context: LinkContext }): LinkInput => ({ roomID });

const heard = { target: 'open', actions: 'forgetAttempts' } as const;
const heardMessage = {
	target: 'open',
	actions: ['forgetAttempts', { type: 'reportMessage', params: ({ event }: { event: MessageEvent }) => event.message }]
} as const;

const freshSocket = {
	target: '#link.up',
	description: 'What this socket has sent is lost, and the kernel repeats it only after a second or more.'
} as const;

const prompted = { target: '#link.up.connecting.prompted' } as const;

const secondWitness = {
	guard: { type: 'isSilent', params: ({ event }: { event: MediaStalled }) => event },
	target: '#link.down',
	description: 'Two witnesses: neither the server nor anyone is heard.'
} as const;

export const linkMachine = linkSetup.createMachine({
	id: 'link',
	description: 'The socket to the server of a room.',
	context: ({ input: { roomID } }) => ({ roomID, attempt: 0 }),
	invoke: {
		id: 'network',
		src: 'network',
		onError: { description: 'The browser only gives hints: without them, silence tells the same a little later.' }
	},
	initial: 'up',
	states: {
		up: {
			description: 'There is a socket.',
			entry: 'countAttempt',
			invoke: { id: 'socket', src: 'socket', input: ofRoom, onError: { target: 'down' } },
			initial: 'connecting',
			on: {
				'socket.closed': { target: 'down' },
				'media.returned': {
					target: '.connecting.prompted',
					reenter: true,
					description: 'The network lets media through again, so a fresh socket will not wait for the kernel.'
				}
			},
			states: {
				connecting: {
					description: 'The socket is being opened.',
					tags: 'pending',
					on: {
						'socket.opened': { target: 'alive' },
						'browser.online': freshSocket
					},
					after: {
						[delay('connecting')]: [
							{
								guard: 'isHurried',
								target: '#link.up',
								description: 'The network, or the server, lets nothing through: the wait was pause enough.'
							},
							{ target: '#link.probing' }
						]
					},
					initial: 'alone',
					states: {
						prompted: {
							description: 'Somebody else’s media may return in the same moment.',
							on: { 'media.returned': { description: 'This socket was opened because of it.' } },
							after: { [delay('company')]: { target: 'accompanied' } }
						},
						alone: {
							description: 'It opens within this time wherever the network is good.',
							after: { [delay('company')]: { target: 'accompanied' } }
						},
						accompanied: {
							description: 'A request goes the same way, because the kernel repeats what was lost only after a second.',
							invoke: {
								id: 'scout',
								src: 'reach',
								input: ofRoom,
								onDone: { guard: 'isHurried', ...freshSocket },
								onError: { description: 'The socket finds out by itself.' }
							}
						}
					}
				},
				alive: {
					description: 'Messages go both ways.',
					entry: 'reportUp',
					exit: 'reportDown',
					on: {
						send: { actions: { type: 'send', params: ({ event }) => event.message } },
						'media.returned': { description: 'The next beat tells the same of this socket.' }
					},
					initial: 'open',
					states: {
						open: {
							description: 'The server has been heard lately.',
							on: {
								'socket.heard': {
									...heard,
									reenter: true,
									description: 'Only now is the link good: a server that accepts and hangs up has not been heard.'
								},
								'socket.message': { ...heardMessage, reenter: true },
								'browser.offline': { target: 'warned' }
							},
							after: { [delay('doubt')]: { target: 'doubted' } }
						},
						doubted: {
							description:
								'A beat is late, or my page slept. If media stops as well, it is my network, and nothing more is waited for.',
							entry: 'reportDoubt',
							on: {
								'socket.heard': heard,
								'socket.message': heardMessage,
								'browser.offline': { target: 'warned' },
								'browser.online': { target: '#link.down', description: 'On another network the old socket is dead.' },
								'media.stalled': secondWitness
							},
							after: { [delay('silence')]: { target: '#link.down' } }
						},
						warned: {
							description: 'The browser says that there is no network. The next beat decides.',
							entry: 'reportDoubt',
							on: { 'socket.heard': heard, 'socket.message': heardMessage, 'media.stalled': secondWitness },
							after: { [delay('warning')]: { target: '#link.down' } }
						}
					}
				}
			}
		},
		down: {
			description: 'There is no socket. The next one is tried after a pause.',
			on: { 'browser.online': { target: 'up' }, 'media.returned': prompted },
			after: { [delay('retryPause')]: [{ guard: 'isHurried', target: 'up' }, { target: 'probing' }] }
		},
		probing: {
			tags: 'pending',
			description: 'Many sockets have failed: the next one waits until a request has reached the server.',
			invoke: { id: 'reach', src: 'reach', input: ofRoom, onDone: { target: 'up' }, onError: { target: 'down' } },
			on: { 'browser.online': { target: 'up' }, 'media.returned': prompted },
			after: {
				[delay('connecting')]: {
					target: 'probing',
					reenter: true,
					description: 'Nothing was let through: the wait was pause enough.'
				}
			}
		}
	}
});
