/** The streams that others in the room publish. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import { sourceOf } from '../../../../machines/stream';
import type { WireStream } from '../../api/signalling';

export class Streams extends Map<string, WireStream> {
	of(userID: string): WireStream[] {
		return [...this.values()].filter((stream) => stream.userID === userID);
	}

	/** A screen that stands still sends next to nothing, so only a person's own devices count. */
	expectsMedia(userID: string): boolean {
		return this.of(userID).some(
			(stream) => sourceOf(stream.streamID) === 'camera' && DEVICE_KINDS.some((device) => stream[device] === 'OPEN')
		);
	}
}
