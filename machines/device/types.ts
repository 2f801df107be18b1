import type { DeviceInfo, DeviceKind } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

export type DeviceInput = { device: DeviceKind; wanted: boolean };

export type DeviceContext = {
	device: DeviceKind;
	/** What the person wants. Whether the device is open is the chart's state. */
	wanted: boolean;
	/** Which one of its kind; null for the browser's choice. */
	deviceID: string | null;
	/** Why it is blocked, or why it is being reopened. */
	failure: Failure | null;
	/** The IDs of this kind of device in the browser's last list. */
	plugged: string[];
};
export type ContextIsJson = Assert<IsJson<DeviceContext>>;

export type DeviceEvent =
	| { type: 'user.turnOn' }
	| { type: 'user.turnOff' }
	| { type: 'user.toggle' }
	| { type: 'user.selectDevice'; deviceID: string }
	| { type: 'user.retry' }
	| { type: 'device.lost'; failure: Failure }
	| { type: 'device.list'; devices: DeviceInfo[] }
	| { type: 'device.permission'; granted: boolean };

/** What others need to know of a device. `wanted` is the person's intent, `state` the fact. */
export type DeviceFact = {
	state: 'off' | 'opening' | 'on' | 'closing' | 'blocked';
	wanted: boolean;
	deviceID: string | null;
	failure: Failure | null;
};
