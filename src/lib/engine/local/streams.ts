/** The streams that others in the room publish. */
import { sourceOf } from '../../../../machines/stream';
import type { WireStream } from '../../api/signalling';

export class Streams extends Map<string, WireStream> {
	/** Those whose owners have been told that nobody sees them here. */
	readonly hidden = new Set<string>();

	override delete(streamID: string): boolean {
		this.hidden.delete(streamID);
		return super.delete(streamID);
	}

	override clear(): void {
		this.hidden.clear();
		super.clear();
	}

	of(userID: string): WireStream[] {
		return [...this.values()].filter((stream) => stream.userID === userID);
	}

	/** A screen whose window is minimized shows what was seen of it last. */
	hasPictures(mediaID: string): boolean {
		const [stream] = [...this.values()].filter((one) => one.mediaID === mediaID);
		return stream !== undefined && (stream.camera === 'OPEN' || sourceOf(stream.streamID) === 'screen');
	}

	/** A screen that stands still sends next to nothing, so only a person's own devices count. A camera that nobody sees sends nothing. */
	expectsMedia(userID: string): boolean {
		return this.of(userID).some(
			(stream) =>
				sourceOf(stream.streamID) === 'camera' &&
				(stream.microphone === 'OPEN' || (stream.camera === 'OPEN' && !this.hidden.has(stream.streamID)))
		);
	}
}
