/** The messages about faults between /inspect and a call in another tab. `recording/share.ts` has the others. */
import * as v from 'valibot';
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import { USER_ACTIONS } from './fault.controls';
import { FAULTS } from './fault';

const setFault = v.strictObject({ call: v.string(), fault: v.picklist(FAULTS), on: v.boolean() });
const perform = v.strictObject({
	call: v.string(),
	act: v.picklist(USER_ACTIONS),
	device: v.picklist(DEVICE_KINDS)
});
export const command = v.union([setFault, perform]);
export type Command = v.InferOutput<typeof command>;

/** Which faults are on. Sent by a call opened with `?debug`, on every change and whenever an inspector asks for calls. */
export const faultsOn = v.strictObject({ call: v.string(), faults: v.array(v.picklist(FAULTS)) });
export type FaultsTold = v.InferOutput<typeof faultsOn>;
