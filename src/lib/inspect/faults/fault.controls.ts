/** The faults of one real call as buttons, in this tab or in another, and what makes a transition of it happen. */
import type { EventObject } from 'xstate';
import type { CallEvent, UserEvent } from '../../../../machines/call/types';
import type { DeviceKind } from '../../../../machines/engine';
import type { CallView } from '../../call/view';
import type { FaultName } from './fault';

/** What a person can do without having to say more than with which device; the call itself fills in the rest. */
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
	/** Which faults are on; null when the call has none to offer. */
	readonly on: readonly FaultName[] | null;
	turn(fault: FaultName, on: boolean): void;
	act(act: UserAction, device: DeviceKind): void;
	close(): void;
}

/** Null when there is no other device to choose. */
export function eventOf(act: UserAction, device: DeviceKind, view: CallView): UserEvent | null {
	switch (act) {
		case 'user.start':
			return { type: act, userName: view.me.userName };
		case 'user.turnOn':
		case 'user.turnOff':
			return { type: act, device };
		case 'user.selectDevice': {
			const { choices, deviceID } = view[device];
			const other = choices.find((choice) => choice.deviceID !== deviceID);
			return other ? { type: act, device, deviceID: other.deviceID } : null;
		}
		default:
			return { type: act };
	}
}

type Turn = readonly [fault: FaultName, on: boolean];

type Turns = Partial<Record<CallEvent['type'], Turn>>;

/** The faults that bring an event about. */
const TURNS: Turns = {
	'room.RECONNECTING': ['signalling', true],
	'room.RECONNECTED': ['signalling', false],
	'room.KICKOUT': ['elsewhere', true],
	'token.willExpire': ['token', true],
	'page.autoplayFailed': ['sound', true],
	'player.PLAY_REQUESTING': ['ice', true],
	'player.PLAYING': ['ice', false]
};
const CAMERA_TURNS: Turns = { ...TURNS, 'device.lost': ['camera', true], 'device.list': ['camera', false] };

const isAct = (type: string): type is UserAction => USER_ACTIONS.some((act) => act === type);

/** What makes this event happen to the actor at this path; null when nothing here does. */
export function causeOf(controls: FaultControls, path: string, { type }: EventObject): (() => void) | null {
	if (controls.on === null) return null;
	if (isAct(type)) return () => controls.act(type, path.endsWith('/microphone') ? 'microphone' : 'camera');
	const turns: Partial<Record<string, Turn>> = path.endsWith('/camera') ? CAMERA_TURNS : TURNS;
	const turn = turns[type];
	if (!turn) return null;
	const [fault, on] = turn;
	return controls.on.includes(fault) === on ? null : () => controls.turn(fault, on);
}
