/**
 * The moments when an answer of the server is awaited × what happens to a device or to the page meanwhile, with someone else in the
 * room. The other plays are in the lobby and in the call.
 */
import type { Composition } from '../harness/tours';
import { device } from '../machines/device';
import { page } from '../machines/page';
import { moment } from './person.doings';

const AWAITED = new Set(['loggingIn', 'publishing', 'reconnecting']);

/** The only camera goes, and comes back. */
export const DEVICE_MOMENTS: Composition = {
	parts: { first: device, moment },
	can: ({ part, event }, { moment = '' }) =>
		part === 'moment' || event === 'plug' || (event === 'unplug' && AWAITED.has(moment)),
	goals: ({ part, event, edge, before }) => {
		if (part === 'first') return AWAITED.has(before.moment ?? '') ? [`${edge} in ${before.moment}`] : [];
		return event === 'answer' ? [`${edge} while ${before.first}`] : [];
	},
	longest: 60
};

const PAGE_EVENTS = new Set(['hide', 'freeze', 'resume']);

/** The page is hidden and frozen, and runs again before the answer has come or after it. */
export const PAGE_MOMENTS: Composition = {
	parts: { page, moment },
	can: ({ part, event }, { page, moment = '' }) => {
		// The person clicks on what they look at.
		if (part === 'moment') return event === 'answer' || page === 'visible';
		return PAGE_EVENTS.has(event) && (event === 'resume' || AWAITED.has(moment));
	},
	goals: ({ part, event, edge, before }, last) => {
		if (part === 'moment') return [];
		return [event === 'resume' ? `${edge} in ${before.moment} after ${last?.edge}` : `${edge} in ${before.moment}`];
	},
	longest: 60
};
