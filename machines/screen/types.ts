import type { PublisherEvent } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';
import type { PublisherFact } from '../publisher/types';
import type { ServiceFailed, StreamResume } from '../services';

export type ScreenContext = {
	/** The stream it is published as. */
	streamID: string;
	/** Why nothing could be captured. */
	failure: Failure | null;
};
export type ContextIsJson = Assert<IsJson<ScreenContext>>;

export type ScreenEvent =
	| { type: 'screen.share'; streamID: string }
	| { type: 'screen.toggle'; streamID: string }
	| { type: 'screen.captured'; muted: boolean }
	| { type: 'screen.muted'; muted: boolean }
	| { type: 'screen.ended' }
	| { type: 'user.stopScreen' }
	| { type: 'user.retry' }
	| StreamResume
	| ServiceFailed
	| PublisherEvent
	| { type: 'report.publisher'; fact: PublisherFact };

export type ScreenFact = {
	state: 'off' | 'asking' | PublisherFact['state'];
	/** It is shared, and its picture stands still. */
	paused: boolean;
	failure: Failure | null;
};
