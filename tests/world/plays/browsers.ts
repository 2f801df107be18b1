/** Browsers that lack something × one whole call each. */
import { createMachine } from 'xstate';
import type { Composition, Values } from '../harness/tours';
import { features } from '../machines/features';
import { screen } from '../machines/screen';
import { place, wanted } from './person.doings';

/** Without these there is no call. */
export const NEEDED: ReadonlySet<string> = new Set(['mediaDevices', 'webRTC']);

/** Of the browsers that can hold a call, only those lack it whose page came without HTTPS. */
const LEFT_OUT = 'without.randomUUID';

/** The person comes, turns the camera off and on, and leaves. */
const DOINGS = new Set(['start', 'leave', 'turnOff', 'turnOn']);

/** To these only some browsers make a difference. */
const ONLY: Readonly<Record<string, string>> = { tryToShare: 'getDisplayMedia', pass: 'transportCounts' };

/** What these do to a call has nothing to do with the camera. */
const OTHERWISE = new Set(['laterOffers', 'narrowFonts', 'transportCounts']);

/** Seconds in which nothing happens. */
const time = createMachine({ id: 'time', initial: 'now', states: { now: { on: { pass: 'now' } } } });

/** The other person's screen, whose beginning changes the connection. */
const canShare = (event: string, { features, place, wanted }: Values): boolean =>
	features === 'laterOffers' && place === 'call' && wanted === 'on' && (event === 'share' || event === 'stop');

export const BROWSERS: Composition = {
	parts: { features, wanted, place, screen, time },
	can: ({ part, event }, values) => {
		const { features = '', place, wanted, screen } = values;
		if (part === 'screen') return canShare(event, values);
		if (screen !== 'none') return false;
		if (part === 'features')
			return event !== LEFT_OUT && (NEEDED.has(features) || place === 'end' || event !== 'update');
		if (NEEDED.has(features) || features === 'current') return false;
		if (event in ONLY) return features === ONLY[event] && place === 'call' && wanted === 'on';
		return (
			DOINGS.has(event) &&
			!(part === 'wanted' && OTHERWISE.has(features)) &&
			(part === 'wanted' ? place === 'call' : wanted === 'on')
		);
	},
	goals: ({ part, event, edge, before: { features = '' } }) => {
		if (part === 'features') return [edge];
		return event === 'leave' && OTHERWISE.has(features) ? [] : [`${part} ${event} without ${features}`];
	},
	longest: 200
};
