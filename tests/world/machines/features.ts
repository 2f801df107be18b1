import { createMachine } from 'xstate';

/** What older browsers, other browsers and plain HTTP lack. Each is an edge from the current browser and back. */
export const FEATURES = [
	'abortSignalAny',
	'audioContext',
	'broadcastChannel',
	'codecPreferences',
	'getDisplayMedia',
	'laterOffers',
	'locks',
	'mediaDevices',
	'narrowFonts',
	'permissions',
	'popover',
	'randomUUID',
	'replaceTrack',
	'setSinkId',
	'storage',
	'transportCounts',
	'videoFrameCallback',
	'wakeLock',
	'webRTC'
] as const;
export type Feature = (typeof FEATURES)[number];

/** Those whose name does not say what is different. */
const WITHOUT: Partial<Record<Feature, string>> = {
	laterOffers: 'There is a connection to which it can apply no later offer.',
	narrowFonts: 'Its fonts are wider, and stand further apart.',
	replaceTrack: 'It refuses to send pictures where it has sent some and stopped.',
	transportCounts: 'Its statistics of a transport count nothing, as those of Firefox.'
};

/** A browser. It does not change while a page is open. */
export const features = createMachine({
	id: 'features',
	initial: 'current',
	states: {
		current: {
			description: 'It has all that the page uses.',
			on: Object.fromEntries(FEATURES.map((feature) => [`without.${feature}`, feature]))
		},
		...Object.fromEntries(
			FEATURES.map((feature) => [
				feature,
				{ description: WITHOUT[feature] ?? `It lacks ${feature}.`, on: { update: 'current' } }
			])
		)
	}
});
