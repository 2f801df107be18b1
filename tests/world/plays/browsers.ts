/** Browsers that lack something × one whole call each. */
import type { Composition } from '../harness/tours';
import { features } from '../machines/features';
import { place, wanted } from './person.doings';

/** Without these there is no call. */
export const NEEDED: ReadonlySet<string> = new Set(['mediaDevices', 'webRTC']);

/** Of the browsers that can hold a call, only those lack it whose page came without HTTPS. */
const LEFT_OUT = 'without.randomUUID';

/** The person comes, turns the camera off and on, and leaves. */
const DOINGS = new Set(['start', 'leave', 'turnOff', 'turnOn']);

export const BROWSERS: Composition = {
	parts: { features, wanted, place },
	can: ({ part, event }, { features = '', place, wanted }) => {
		const isWell = wanted === 'on';
		if (part === 'features')
			return event !== LEFT_OUT && (NEEDED.has(features) || place === 'end' || event !== 'update');
		if (NEEDED.has(features) || features === 'current') return false;
		if (event === 'tryToShare') return features === 'getDisplayMedia';
		return DOINGS.has(event) && (part === 'wanted' ? place === 'call' : isWell);
	},
	goals: ({ part, event, edge, before }) => (part === 'features' ? [edge] : [`${event} without ${before.features}`]),
	longest: 200
};
