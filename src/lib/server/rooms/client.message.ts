/** What a page sends over its socket. */
import type { RawData } from 'ws';
import type { FailureCode } from '../../../../machines/failure';
import { clientMessage, MAX_MESSAGE_BYTES, parse, type ClientMessage } from '../../api/signalling';

const BEAT_MESSAGE = { t: 'beat' } as const;
/** The same in both directions. */
export const BEAT_TEXT = JSON.stringify(BEAT_MESSAGE);

type Unreadable = { code: FailureCode; detail: string };

/** The message, or why this is none. */
export function readMessage(data: RawData, isBinary: boolean): ClientMessage | Unreadable {
	if (isBinary || !Buffer.isBuffer(data)) return { code: 'config.badMessage', detail: 'text only' };
	if (data.byteLength > MAX_MESSAGE_BYTES)
		return { code: 'capacity.tooLarge', detail: `at most ${MAX_MESSAGE_BYTES} bytes` };
	const text = data.toString('utf8');
	// Almost all messages are beats. To parse them took a sixth of what messages cost.
	if (text === BEAT_TEXT) return BEAT_MESSAGE;
	return parse(clientMessage, text) ?? { code: 'config.badMessage', detail: 'not a message of this protocol' };
}
