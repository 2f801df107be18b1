/** What is so, what is seen, and what must hold. */
import type { DeviceKind } from '../../../machines/engine';
import type { DeviceState, Which } from '../../browser/support/hardware';
import type { Seen, Tile } from '../performers/look';

export type DeviceFacts = {
	first: DeviceState;
	second: DeviceState;
	permission: 'prompt' | 'granted' | 'denied' | 'dismissed';
	/** By the person. */
	wanted: boolean;
	/** Null: no matter which. */
	chosen: Which | null;
	/** The system's default, if it is plugged in. Null: no matter which. */
	usual: Which | null;
};

/** What is so outside a page, and what its person wants. */
export type Facts = {
	devices: Record<DeviceKind, DeviceFacts>;
	/** Where the person has gone by a click, a reload within a minute, or by opening the page. */
	place: 'lobby' | 'call' | 'end';
	/** Whether the server answers, so that what needs it can be expected. */
	isServerUp: boolean;
	/** Whether the packets of a call reach others, so that theirs can be expected. */
	hasPath: boolean;
	/** What the page needs to hold a call and the browser lacks: nothing is expected but words. */
	isTooOld: boolean;
	/** A file of the page was lost on the way. */
	isIncomplete: boolean;
	/** The browser holds back the sound of the page until the person clicks. */
	isSoundHeld: boolean;
	/** What is shared from here, and whether the system lets it be. */
	screen: ScreenState;
	/** So many offers of connections the last step may have taken at most; null: no matter how many. */
	offers: number | null;
	/** The last step has come between nobody: nobody may have been called lost. */
	isUndisturbed: boolean;
	/** As the others are to read it; null: no matter how. */
	name: string | null;
	/** The code of the room; null: no matter which. */
	room: string | null;
	/** The userIDs of everyone who is in the call. */
	connected: string[];
};

export type ScreenState = 'none' | 'shared' | 'minimised' | 'forbidden';
export type View = { name: string; facts: Facts; seen: Seen };

export type Evidence = {
	/** Of everyone whose page can be looked at. */
	views: View[];
	/** Whether pictures of this tile of theirs have come since the look before. */
	isMoving: (view: View, tile: Tile) => boolean;
	/** Errors that nobody caught. */
	problems: string[];
};

export type Invariant = {
	name: string;
	/** Seconds. */
	within: number;
	/** What is wrong, in words. */
	faults: (view: View, evidence: Evidence) => string[];
};
