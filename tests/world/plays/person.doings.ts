/** What the person at the page does, and where that leads. These are not the environment: no edge of them is counted. */
import { createMachine } from 'xstate';

export const wanted = createMachine({
	id: 'wanted',
	initial: 'on',
	states: { on: { on: { turnOff: 'off' } }, off: { on: { turnOn: 'on' } } }
});

const NEW_PAGE = { 'page:open': 'lobby', 'page:restore': 'lobby', 'page:restoreLater': 'lobby', 'page:back': 'lobby' };
/** Only a reload within a minute returns to the call: rule 9. */
const COPY = { 'page:closeOriginal': 'lobby' };

export const place = createMachine({
	id: 'place',
	initial: 'lobby',
	states: {
		lobby: { on: { start: 'call', ...NEW_PAGE } },
		call: { on: { leave: 'end', 'page:duplicate': 'beside', ...NEW_PAGE } },
		beside: { on: { 'page:closeCopy': 'call', ...COPY } },
		end: {
			on: { rejoin: 'call', goElsewhere: 'lobby', 'page:reload': 'lobby', ...NEW_PAGE }
		}
	}
});
