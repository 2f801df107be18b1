/** What can be made to go wrong in a real call. */
import type { CallHandle } from '../../app/call';

/** In the order of their buttons. */
export const FAULTS = ['signalling', 'ice', 'camera', 'token', 'sound', 'elsewhere'] as const;
export type FaultName = (typeof FAULTS)[number];

/** Happens and is over; the others last until they are ended. */
export const isMomentary = (name: FaultName): boolean => name === 'elsewhere';

/** Whether it is on is not its own to know. */
export interface Fault {
	/** Called once it is on. */
	begin(call: CallHandle): void | Promise<void>;
	/** Called once it is off. */
	end(): void;
}

/** Puts itself between the page and the browser, where it lets everything through while it is not on. */
export type Install = (isOn: () => boolean) => Fault;
