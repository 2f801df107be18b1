/** Devices × what the person wants of them × where the call is. One page is enough. */
import type { Composition, Step, Values } from '../harness/tours';
import { defaultDevice } from '../machines/default.device';
import { device } from '../machines/device';
import { permission } from '../machines/permission';
import { isInVain, place, wanted } from './person.doings';

const DEVICES = ['first', 'second'] as const;
const DOINGS = new Set(['wanted', 'place']);

/** Whoever does one of these opens the device, or comes back only to open it. After a question that was dismissed, that asks again. */
const OPENING = new Set(['leave', 'turnOn', 'release']);

/** Browsers ask only for what is plugged in. */
const isAsked = (values: Values): boolean =>
	values.wanted === 'on' && values.place !== 'end' && DEVICES.some((one) => values[one] === 'free');

function can({ part, event }: Pick<Step, 'part' | 'event'>, values: Values): boolean {
	if (isInVain(event) || (values.permission === 'dismissed' && OPENING.has(event))) return false;
	// After the end the page has no devices: only coming back is of interest.
	if (values.place === 'end') return event === 'rejoin' || (event === 'goElsewhere' && values.wanted === 'on');
	if (part === 'second') return event === 'unplug' || event === 'plug';
	if (part === 'default') return DEVICES.every((one) => values[one] !== 'absent');
	if (part === 'permission' && values.permission === 'prompt') return isAsked(values);
	if (part === 'permission' && event === 'ask') return isAsked(values);
	return true;
}

const devices = { parts: { first: device, second: device, default: defaultDevice, permission, wanted, place }, can };

/** Another program takes the device, or lets go of it. */
const PROGRAM = new Set(['take', 'release']);
const besides = (part: string, { first, second, default: usual, place }: Values) =>
	`${part === 'default' ? `the first ${first}` : `the second ${second}, by default the ${usual}`}, in the ${place}`;

/** Every edge, wanted and not; and another program has the default device while the other is free. */
export const EDGES: Composition = {
	...devices,
	goals: ({ part, event, edge, before }) => {
		if (DOINGS.has(part)) return [];
		const always = `${part} ${edge} while ${before.wanted}`;
		return PROGRAM.has(event) || part === 'default' ? [always, `${always}, ${besides(part, before)}`] : [always];
	},
	longest: 60
};

/**
 * Every two edges that can follow each other, and whatever the person does in every state of the device and of the permission.
 * The second device stays out of it.
 */
export const PAIRS: Composition = {
	parts: { first: device, second: device, permission, wanted, place },
	start: { second: 'absent' },
	can: (step, values) => step.part !== 'second' && can(step, values),
	goals: ({ part, edge, before }, last) => {
		if (DOINGS.has(part)) return [`${edge} while ${before.first}`, `${edge} while ${before.permission}`];
		return last && !DOINGS.has(last.part) ? [`${last.edge}, ${edge}`] : [edge];
	},
	longest: 60
};

/** The camera and the microphone of one person: every two things that can happen to them one after the other, one to each. */
export const BOTH_KINDS: Composition = {
	parts: { camera: device, microphone: device },
	can: () => true,
	goals: ({ part, edge }, last) => (last && last.part !== part ? [`${last.part} ${last.edge}, ${edge}`] : []),
	longest: 400
};
