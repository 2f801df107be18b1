import type { DeviceContext, DeviceFact } from './types';

/** What the innermost state is for everyone else: a device that is taken in a moment is opening. */
const SEEN_AS: Readonly<Record<string, DeviceFact['state']>> = {
	recovering: 'opening',
	returning: 'opening',
	trying: 'opening',
	unasked: 'on',
	asked: 'on'
};
/** In these states (`on` in old recordings) the device that counts is the one that is there, not the one that was chosen. */
const IS_OPEN: ReadonlySet<string> = new Set(['on', 'unasked', 'asked', 'muted', 'returning', 'trying']);

/** The value of the chart's state, such as `{ on: 'asked' }`, or the name of its innermost state, `asked`. */
export type DeviceValue = string | { on: string };

export function deviceFact(
	value: DeviceValue,
	{ wanted, choice, deviceID, failure }: Pick<DeviceContext, 'wanted' | 'choice' | 'deviceID' | 'failure'>
): DeviceFact {
	const state = typeof value === 'string' ? value : value.on;
	return {
		state: SEEN_AS[state] ?? (state as DeviceFact['state']),
		wanted,
		choice,
		deviceID: IS_OPEN.has(state) ? deviceID : (choice?.deviceID ?? deviceID),
		failure,
		muteRequested: state === 'asked'
	};
}
