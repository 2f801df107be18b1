/**
 * What the person at the page does, and where that leads. These are not the environment: no edge of them is counted.
 * Who tries to is turned away, and reads why.
 */
import { createMachine } from 'xstate';

export const wanted = createMachine({
	id: 'wanted',
	initial: 'on',
	states: { on: { on: { turnOff: 'off' } }, off: { on: { turnOn: 'on' } } }
});

const NEW_PAGE = {
	'page:loadPartly': 'lobby',
	'page:open': 'lobby',
	'page:restore': 'lobby',
	'page:restoreLater': 'lobby',
	'page:back': 'lobby',
	'page:backToKept': 'lobby',
	'page:recover': 'lobby'
};
/** Only a reload within a minute returns to the call: rule 9. */
const COPY = { 'page:closeOriginal': 'lobby' };

export const place = createMachine({
	id: 'place',
	initial: 'lobby',
	states: {
		lobby: { on: { start: 'call', tryToStart: 'end', tryToType: 'lobby', ...NEW_PAGE } },
		call: {
			on: {
				tryToShare: 'call',
				leave: 'end',
				'page:duplicate': 'beside',
				'page:wake': 'end',
				...NEW_PAGE
			}
		},
		beside: { on: { 'page:closeCopy': 'call', ...COPY } },
		end: {
			on: {
				rejoin: 'call',
				tryToRejoin: 'end',
				goElsewhere: 'lobby',
				'page:reload': 'lobby',
				'features:update': 'lobby',
				...NEW_PAGE
			}
		}
	}
});

/** As far as the person has come, whose server answers late. */
export const moment = createMachine({
	id: 'moment',
	initial: 'lobby',
	states: {
		lobby: { on: { start: 'loggingIn' } },
		loggingIn: { on: { answer: 'publishing' } },
		publishing: { on: { answer: 'inCall' } },
		inCall: { on: { lose: 'reconnecting', leave: 'end' } },
		reconnecting: { on: { answer: 'inCall' } },
		end: { on: { rejoin: 'loggingIn' } }
	}
});

/** Only where something turns the person away. */
export const isInVain = (event: string): boolean => event.startsWith('tryTo');
