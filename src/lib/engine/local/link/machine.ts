/**
 * The signalling link: owns whether there is a working socket to the room server, and tries until there is.
 * It knows nothing of rooms: what is said over the socket is the session's business.
 */
import { assign, emit, fromCallback, fromPromise, sendTo, setup, type ActorRefFrom } from 'xstate';
import type { Assert, IsJson } from '../../../../../machines/json';
import { unprovided } from '../../../../../machines/unprovided';
import { HURRIED_ATTEMPTS, LINK_DELAYS, delay, retryPause } from './delays';

export type SocketEvent = { type: 'socket.opened' } | { type: 'socket.heard' } | { type: 'socket.closed' };
export type SocketCommand = { type: 'socket.send'; text: string };
export type LinkEvent =
	| SocketEvent
	| { type: 'browser.online' }
	| { type: 'browser.offline' }
	| { type: 'link.send'; text: string }
	| { type: 'link.close' };
export type LinkNotice = { type: 'link.up' } | { type: 'link.down' };

/** `attempt` counts the tries since the server was last heard, up to the first that is not hurried. */
export type LinkContext = { attempt: number };
export type ContextIsJson = Assert<IsJson<LinkContext>>;

const socket = fromCallback<SocketCommand, undefined, SocketEvent>(unprovided);

export const linkMachine = setup({
	types: { context: {} as LinkContext, events: {} as LinkEvent, emitted: {} as LinkNotice },
	actors: { socket, reach: fromPromise<void>(unprovided) },
	delays: { ...LINK_DELAYS, retryPause: ({ context }) => retryPause(context.attempt) },
	guards: { isHurried: ({ context }) => context.attempt <= HURRIED_ATTEMPTS },
	actions: {
		countAttempt: assign({ attempt: ({ context }) => Math.min(context.attempt, HURRIED_ATTEMPTS) + 1 }),
		forgetAttempts: assign({ attempt: 0 }),
		forward: sendTo('socket', (_, text: string) => ({ type: 'socket.send' as const, text })),
		tellUp: emit({ type: 'link.up' }),
		tellDown: emit({ type: 'link.down' })
	}
}).createMachine({
	id: 'link',
	context: { attempt: 0 },
	initial: 'up',
	on: { 'link.close': { target: '.closed' } },
	states: {
		up: {
			description: 'There is a socket.',
			invoke: { id: 'socket', src: 'socket', onError: { target: 'down' } },
			initial: 'connecting',
			on: { 'socket.closed': { target: 'down' } },
			states: {
				connecting: {
					description: 'It is being opened.',
					on: {
						'socket.opened': { target: 'alive' },
						// What this socket has sent is lost, and the kernel repeats it only after a second or more.
						'browser.online': { target: '#link.up' }
					},
					after: { [delay('connecting')]: { target: '#link.down' } }
				},
				alive: {
					description: 'Messages go both ways.',
					entry: 'tellUp',
					exit: 'tellDown',
					on: {
						'link.send': { actions: { type: 'forward', params: ({ event }) => event.text } }
					},
					initial: 'open',
					states: {
						open: {
							description: 'The server has been heard lately.',
							on: {
								// Only now is the link good: a server that accepts and hangs up has not been heard.
								'socket.heard': { target: 'open', reenter: true, actions: 'forgetAttempts' },
								'browser.offline': { target: 'warned' }
							},
							after: { [delay('silence')]: { target: 'suspect' } }
						},
						warned: {
							description: 'The browser says that there is no network; the next beat decides.',
							on: { 'socket.heard': { target: 'open', actions: 'forgetAttempts' } },
							after: { [delay('warning')]: { target: '#link.down' } }
						},
						suspect: {
							description: 'Two beats are missing. A page that slept finds them now.',
							on: {
								'socket.heard': { target: 'open', actions: 'forgetAttempts' },
								// Another network: the old socket is dead.
								'browser.online': { target: '#link.down' }
							},
							after: { [delay('suspicion')]: { target: '#link.down' } }
						}
					}
				}
			}
		},
		down: {
			description: 'There is none; the next is tried after a pause.',
			entry: 'countAttempt',
			on: { 'browser.online': { target: 'up' } },
			after: { [delay('retryPause')]: [{ guard: 'isHurried', target: 'up' }, { target: 'probing' }] }
		},
		probing: {
			tags: 'pending',
			description: 'Many sockets have failed: the next one waits until a request has reached the server.',
			invoke: { id: 'reach', src: 'reach', onDone: { target: 'up' }, onError: { target: 'down' } },
			on: { 'browser.online': { target: 'up' } },
			after: { [delay('connecting')]: { target: 'down' } }
		},
		closed: { type: 'final', description: 'Not wanted any more.' }
	}
});

export type LinkActor = ActorRefFrom<typeof linkMachine>;
