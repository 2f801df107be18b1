/** What the overload chart is told, and what it knows. */
import type { Assert, IsJson } from '../../../../../machines/json';

/** What the encoders of my pictures have said since the look before. */
export type Measured = {
	type: 'encoders.measured';
	/** A browser sends less than it could because the processor can't bear more. */
	limited: boolean;
	/** The share of the time between two pictures that encoding one takes, of the slowest; null if no browser says, or nothing is sent. */
	load: number | null;
};
export type OverloadEvent = Measured;

/** `step`: how much less is sent than is wanted. `strained`: how often in a row the encoders were. `pause`: before more is tried. */
export type OverloadContext = { step: number; strained: number; pause: number };
export type ContextIsJson = Assert<IsJson<OverloadContext>>;
