import { createMachine } from 'xstate';

/** What older browsers, other browsers and plain HTTP lack. Each is an edge from the current browser and back. */
export const FEATURES = [
	'abortSignalAny',
	'audioContext',
	'broadcastChannel',
	'codecPreferences',
	'getDisplayMedia',
	'locks',
	'mediaDevices',
	'permissions',
	'popover',
	'randomUUID',
	'setSinkId',
	'storage',
	'videoFrameCallback',
	'wakeLock',
	'webRTC'
] as const;
export type Feature = (typeof FEATURES)[number];

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
			FEATURES.map((feature) => [feature, { description: `It lacks ${feature}.`, on: { update: 'current' } }])
		)
	}
});
