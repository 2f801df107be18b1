/** Whether media arrives from the other, and whether there is a path for it. */
import { delay } from './delays';
import { pairSetup, report } from './setup';
import type { PairContext } from './types';

const heard = { 'media.heard': { target: 'heard' }, 'media.proved': { target: 'heard' } } as const;
const listen = {
	id: 'probe',
	src: 'listen',
	input: ({ context }: { context: PairContext }) => ({ userID: context.userID }),
	onError: { target: 'heard' }
} as const;
const listenForReturn = {
	...listen,
	onError: { description: 'What is counted every second tells the same a little later.' }
} as const;
const back = { target: 'flowing', actions: ['noteReturn', report('pair.returned')] } as const;
const returned = { 'media.heard': back, 'media.proved': back, 'connection.connected': back } as const;

export const media = pairSetup.createStateConfig({
	description: 'Whether media arrives.',
	initial: 'connecting',
	on: {
		'connection.connected': { target: '.flowing' },
		'connection.disconnected': { target: '.broken' },
		'connection.failed': { target: '.broken' },
		gaveUp: { target: '.idle' }
	},
	states: {
		connecting: {
			description: 'ICE and DTLS are on their way.',
			after: { [delay('connecting')]: { target: 'broken' } }
		},
		flowing: {
			description: 'Media arrives, or none is due.',
			tags: 'flowing',
			entry: report('pair.flowing'),
			exit: report('pair.stalled'),
			initial: 'heard',
			states: {
				heard: {
					description: 'Packets have arrived lately.',
					on: {
						'media.heard': { target: 'heard', reenter: true },
						'link.doubted': { target: 'doubted' },
						'link.resumed': { target: 'probed' }
					},
					after: { [delay('mediaSilence')]: { target: 'suspect' } }
				},
				suspect: {
					description: 'Nothing was counted lately. A page that was busy counts now.',
					on: { ...heard, 'link.doubted': { target: 'doubted' }, 'link.resumed': { target: 'probed' } },
					after: {
						[delay('suspicion')]: [{ guard: 'expectsMedia', target: '#pair.media.silent' }, { target: 'quiet' }]
					}
				},
				doubted: {
					description: 'The server is silent. If media is too, my own network is gone or another one.',
					invoke: listen,
					on: { ...heard, 'link.resumed': { target: 'probed' } },
					after: {
						[delay('suspicion')]: [{ guard: 'expectsMedia', target: '#pair.media.silent' }, { target: 'quiet' }]
					}
				},
				probed: {
					description: 'The link was lost and is back, perhaps from another address: does media still come?',
					invoke: listen,
					on: heard,
					after: {
						[delay('suspicion')]: [{ guard: 'expectsMedia', target: '#pair.media.broken' }, { target: 'quiet' }]
					}
				},
				quiet: {
					description: 'Camera and microphone of the other are off: no packets are due.',
					on: { 'media.heard': { target: 'heard' } },
					always: { guard: 'expectsMedia', target: 'heard' }
				}
			}
		},
		silent: {
			description: 'Nothing comes though it should. The peer that lost its network repairs the path when it is back.',
			entry: 'noteSilence',
			invoke: listenForReturn,
			on: { ...returned, 'link.resumed': { target: 'broken' } },
			after: { [delay('repair')]: { target: 'broken' } }
		},
		broken: {
			description: 'The path is gone: ICE is restarted until there is another.',
			entry: 'restartIce',
			invoke: listenForReturn,
			on: { ...returned, 'link.resumed': { target: 'broken', reenter: true } },
			after: { [delay('restartAgain')]: { target: 'broken', reenter: true } }
		},
		idle: {
			description: 'The other is gone: nothing is repaired until it is back.',
			on: {
				'member.returned': { target: 'silent' },
				'connection.disconnected': { description: 'Nobody is there to connect to.' },
				'connection.failed': { description: 'Nobody is there to connect to.' }
			},
			initial: 'unheard',
			states: {
				unheard: {
					description: 'No packets come either.',
					invoke: listenForReturn,
					on: { 'media.proved': { target: 'heard', actions: 'noteReturn' } }
				},
				heard: {
					description: 'Its network is back: it sees me again before the server names it.'
				}
			}
		}
	}
});

export const path = pairSetup.createStateConfig({
	description: 'Whether the two networks let media through.',
	initial: 'searched',
	states: {
		searched: {
			description: 'ICE looks for a path.',
			on: {
				'connection.connected': { target: 'found' },
				'media.heard': { target: 'found' },
				'member.returned': { target: 'searched', reenter: true },
				'link.resumed': { target: 'searched', reenter: true },
				gaveUp: { target: 'abandoned' }
			},
			after: { [delay('search')]: { target: 'none' } }
		},
		found: {
			description: 'There is one, or was a moment ago.',
			on: {
				'media.ceased': { target: 'searched', description: 'ICE notices some seconds later.' },
				'connection.disconnected': { target: 'searched' },
				'connection.failed': { target: 'searched' },
				gaveUp: { target: 'abandoned' }
			}
		},
		none: {
			description: 'ICE has found none and goes on: it may appear.',
			tags: 'pathless',
			entry: report('pair.path'),
			exit: report('pair.path'),
			on: {
				'connection.connected': { target: 'found' },
				'media.heard': { target: 'found' },
				'member.returned': { target: 'searched' },
				'link.resumed': { target: 'searched' },
				gaveUp: { target: 'abandoned' }
			}
		},
		abandoned: {
			description: 'The other is gone: nothing is looked for until it is back.',
			on: { 'member.returned': { target: 'searched' } }
		}
	}
});
