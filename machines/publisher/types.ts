import type { PublisherEvent as PublisherStateEvent } from '../engine';
import type { Failure } from '../failure';
import type { Assert, IsJson } from '../json';
import type { PicturesChosen, ServiceFailed, StreamResume } from '../services';
import type { VideoHeight } from '../video.height';

/** `most`: the largest size in which its pictures are sent. */
export type PublisherInput = { streamID: string; most: VideoHeight };

export type PublisherContext = PublisherInput & {
	/** Why the stream is in trouble; null while all is well. */
	failure: Failure | null;
	/** How often it was asked for again since it was last published. */
	attempt: number;
};
export type ContextIsJson = Assert<IsJson<PublisherContext>>;

export type PublisherEvent =
	| PublisherStateEvent
	| ServiceFailed
	| { type: 'user.retry' }
	| PicturesChosen
	| StreamResume;

export type PublisherFact = {
	streamID: string;
	state: 'requesting' | 'publishing' | 'retrying' | 'failed';
	failure: Failure | null;
};
