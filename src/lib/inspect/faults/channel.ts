/** What is said of faults between /inspect and a call in another tab, beside what `share.ts` says. */
import * as v from 'valibot';
import { USER_ACTIONS } from './fault.controls';
import { FAULTS } from './fault';

const turn = v.strictObject({ call: v.string(), fault: v.picklist(FAULTS), on: v.boolean() });
const act = v.strictObject({
	call: v.string(),
	act: v.picklist(USER_ACTIONS),
	device: v.picklist(['camera', 'microphone'])
});
export const command = v.union([turn, act]);
export type Command = v.InferOutput<typeof command>;

/** Which are on; said by a call that was opened with `?debug`, whenever somebody asks for calls and on every change. */
export const controls = v.strictObject({ call: v.string(), faults: v.array(v.picklist(FAULTS)) });
export type FaultsTold = v.InferOutput<typeof controls>;
