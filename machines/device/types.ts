import type { DeviceChoice, DeviceInfo, DeviceKind } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';

export type DeviceInput = { device: DeviceKind; wanted: boolean; choice?: DeviceChoice | null; resting?: boolean };

export type DeviceContext = {
	device: DeviceKind;
	/** What the person wants. Whether the device is open is the chart's state. */
	wanted: boolean;
	/** It stays off for a while, whatever the person wants of it. */
	resting: boolean;
	/** Which one of its kind the person wants; null for the browser's choice. */
	choice: DeviceChoice | null;
	/** Which one is open, or was open last. */
	deviceID: string | null;
	/** Why it is blocked, why it is being reopened, or why another than the chosen one is on. */
	failure: Failure | null;
	/** What there is of this kind, as the browser has listed it last. */
	plugged: DeviceChoice[];
};
export type ContextIsJson = Assert<IsJson<DeviceContext>>;

export type DeviceEvent =
	| { type: 'user.turnOn' }
	| { type: 'user.turnOff' }
	| { type: 'user.toggle' }
	| { type: 'user.selectDevice'; deviceID: string }
	| { type: 'user.retry' }
	/** Only sound is wanted, or pictures are again. */
	| { type: 'rest.begin' }
	| { type: 'rest.end' }
	| { type: 'device.lost'; failure: Failure }
	| { type: 'device.muted'; muted: boolean }
	| { type: 'device.muteRequested' }
	/** Another room: what was asked in the one before is over. */
	| { type: 'request.over' }
	| { type: 'device.list'; devices: DeviceInfo[] }
	| { type: 'device.permission'; granted: boolean };

/** What others need to know of a device. `wanted` and `choice` are the person's intent, the rest is the fact. */
export type DeviceFact = {
	/** `muted`: open, but the system lets nothing through. */
	state: 'off' | 'opening' | 'on' | 'muted' | 'closing' | 'blocked';
	wanted: boolean;
	choice: DeviceChoice | null;
	/** The one that is on; otherwise the one that would be opened. */
	deviceID: string | null;
	failure: Failure | null;
	/** It is on, and a host asks the person to turn it off. */
	muteRequested: boolean;
};
