/** How the inspector controls a real call, in this tab or in another: its faults, and what a person can do. */
import type { EventObject } from 'xstate';
import type { CallEvent, UserEvent } from '../../../../machines/call/types';
import type { DeviceKind } from '../../../../machines/engine';
import type { CallView } from '../../call/view';
import type { FaultName } from './fault';

/** What a person can do. The call itself fills in everything but the device. */
export const USER_ACTIONS = [
	'user.start',
	'user.leave',
	'user.turnOn',
	'user.turnOff',
	'user.selectDevice',
	'user.shareScreen',
	'user.stopScreen',
	'user.retry',
	'user.unblockSound'
] as const satisfies readonly UserEvent['type'][];
export type UserAction = (typeof USER_ACTIONS)[number];

export interface FaultControls {
	/** Which faults are on; null for a call without `?debug`. */
	readonly on: readonly FaultName[] | null;
	set(fault: FaultName, on: boolean): void;
	perform(action: UserAction, device: DeviceKind): void;
	close(): void;
}

/** The event for this action; null when there is no other device to choose. */
export function eventOf(action: UserAction, device: DeviceKind, view: CallView): UserEvent | null {
	switch (action) {
		case 'user.start':
			return { type: action, userName: view.me.userName };
		case 'user.turnOn':
		case 'user.turnOff':
			return { type: action, device };
		case 'user.selectDevice': {
			const { choices, deviceID } = view[device];
			const other = choices.find((choice) => choice.deviceID !== deviceID);
			return other ? { type: action, device, deviceID: other.deviceID } : null;
		}
		default:
			return { type: action };
	}
}

type Switch = readonly [fault: FaultName, on: boolean];

type Switches = Partial<Record<CallEvent['type'], Switch>>;

/** The faults that cause an event when they are turned on or off. */
const SWITCHES: Switches = {
	'room.RECONNECTING': ['signalling', true],
	'room.RECONNECTED': ['signalling', false],
	'room.KICKOUT': ['elsewhere', true],
	'token.willExpire': ['token', true],
	'page.autoplayFailed': ['sound', true],
	'player.PLAY_REQUESTING': ['ice', true],
	'player.PLAYING': ['ice', false]
};
const CAMERA_SWITCHES: Switches = { ...SWITCHES, 'device.lost': ['camera', true], 'device.list': ['camera', false] };

const isUserAction = (type: string): type is UserAction => USER_ACTIONS.some((action) => action === type);

/** Makes this event happen to the actor at this path; null when nothing here can. */
export function causeOf(controls: FaultControls, path: string, { type }: EventObject): (() => void) | null {
	if (controls.on === null) return null;
	if (isUserAction(type)) return () => controls.perform(type, path.endsWith('/microphone') ? 'microphone' : 'camera');
	const switches: Partial<Record<string, Switch>> = path.endsWith('/camera') ? CAMERA_SWITCHES : SWITCHES;
	const found = switches[type];
	if (!found) return null;
	const [fault, on] = found;
	return controls.on.includes(fault) === on ? null : () => controls.set(fault, on);
}
