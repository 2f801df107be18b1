/** What can be made to go wrong in a real call. */
import type { Readable } from 'svelte/store';
import type { PageEvent, UserEvent } from '../../../../machines/call/types';
import type { CallView } from '../../call/view';
import type { MediaRegistry } from '../../engine/media';
import type { LazyRecorder } from '../recording/lazy.recorder';

/** In the order of their buttons. */
export const FAULTS = ['signalling', 'ice', 'camera', 'token', 'sound', 'elsewhere'] as const;
export type FaultName = (typeof FAULTS)[number];

/** These are over as soon as they have happened; the others last until they are turned off. */
export const isMomentary = (name: FaultName): boolean => name === 'elsewhere';

/** The call of this page, as the app hands it to the inspector. */
export interface PageCall {
	readonly roomID: string;
	readonly media: MediaRegistry;
	readonly recorder: LazyRecorder;
	readonly view: Readable<CallView>;
	send(event: UserEvent | PageEvent): void;
}

/** `seat`: what the server gave this tab, to ask for another token of the same user. */
export type FaultTarget = { call: PageCall; seat: string | undefined };

/** `Faults` keeps which faults are on; a fault only acts when told. */
export interface Fault {
	/** Called once it is on. */
	begin(target: FaultTarget): void | Promise<void>;
	/** Called once it is off. */
	end(): void;
}

/** Wraps a browser API. While the fault is off, the wrapper changes nothing. */
export type Install = (isOn: () => boolean) => Fault;
