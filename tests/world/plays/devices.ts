/** Devices × what the person wants of them × where the call is. One page is enough. */
import type { Composition, Step, Values } from '../harness/tours';
import { defaultDevice } from '../machines/default.device';
import { device } from '../machines/device';
import { permission } from '../machines/permission';
import { isInVain, place, wanted } from './person.doings';

const DEVICES = ['first', 'second'] as const;
const DOINGS = new Set(['wanted', 'place']);

/** Browsers ask only for what is plugged in. */
const isAsked = (values: Values): boolean =>
	values.wanted === 'on' && values.place !== 'end' && DEVICES.some((one) => values[one] === 'free');

function can({ part, event }: Pick<Step, 'part' | 'event'>, values: Values): boolean {
	if (isInVain(event)) return false;
	// After the end the page has no devices: only coming back is of interest.
	if (values.place === 'end') return event === 'rejoin' || (event === 'goElsewhere' && values.wanted === 'on');
	// No play yet in which another program has the system's default device while the other is free.
	if (part === 'first' && event === 'take') return values.second === 'absent';
	if (part === 'second') return event === 'unplug' || (event === 'plug' && values.first !== 'taken');
	if (part === 'default') return DEVICES.every((one) => values[one] !== 'absent');
	if (part === 'permission' && values.permission === 'prompt') return isAsked(values);
	if (part === 'permission' && event === 'ask') return isAsked(values);
	return true;
}

const devices = { parts: { first: device, second: device, default: defaultDevice, permission, wanted, place }, can };

/** Every edge, wanted and not. */
export const EDGES: Composition = {
	...devices,
	goals: ({ part, edge, before }) => (DOINGS.has(part) ? [] : [`${part} ${edge} while ${before.wanted}`]),
	longest: 60
};
