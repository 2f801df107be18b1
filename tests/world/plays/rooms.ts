/** Two rooms, of which one may be full × where the person is. */
import { createMachine } from 'xstate';
import type { Composition } from '../harness/tours';
import { page } from '../machines/page';
import { server } from '../machines/server';
import { place } from './person.doings';

/** The person changes the room without leaving the page. Who tries to is turned away, and stays. */
const room = createMachine({
	id: 'room',
	initial: 'here',
	states: { here: { on: { switch: 'there', tryToSwitch: 'here' } }, there: { on: { switch: 'here' } } }
});

const EVENTS = new Set(['start', 'switch', 'reload', 'fillOther', 'emptyOther']);

export const ROOMS: Composition = {
	parts: { server, room, page, place },
	can: ({ event }, { server, room, place }) => {
		if (event === 'start') return place === 'lobby';
		if (place !== 'call') return false;
		if (event === 'fillOther') return room === 'here';
		if (event === 'tryToSwitch') return server === 'otherFull';
		return EVENTS.has(event) && (server === 'up' || event === 'emptyOther');
	},
	goals: ({ part, event, edge, before }) => [part === 'server' ? edge : `${event} from ${before.room}`],
	longest: 30
};
