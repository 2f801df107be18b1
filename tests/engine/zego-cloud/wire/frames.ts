/** The three framings inside one socket: link frames, and in their bodies room and media payloads. All big-endian. */
import { decode, encode, int64, uint32 } from './codec';

export type LinkFrame = { type: number; streamID: number; body: Uint8Array };

const LINK_HEADER = 13;

/** A socket message may hold several frames. */
export function readLinkFrames(message: Uint8Array): LinkFrame[] {
	const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
	const frames: LinkFrame[] = [];
	for (let at = 0; at + LINK_HEADER <= message.length;) {
		const end = at + LINK_HEADER + view.getUint32(at + 4);
		frames.push({
			type: view.getUint16(at + 2),
			streamID: view.getUint32(at + 8),
			body: message.subarray(at + LINK_HEADER, end)
		});
		at = end;
	}
	return frames;
}

export function linkFrame({ type, streamID, body }: LinkFrame): Uint8Array {
	const frame = new Uint8Array(LINK_HEADER + body.length);
	const view = new DataView(frame.buffer);
	frame[0] = 0xaf;
	view.setUint16(2, type);
	view.setUint32(4, body.length);
	view.setUint32(8, streamID);
	frame.set(body, LINK_HEADER);
	return frame;
}

/** `tag`, head length, body length, head, body. */
function headed(tag: number, head: Uint8Array, body: Uint8Array): Uint8Array {
	const payload = new Uint8Array(7 + head.length + body.length);
	const view = new DataView(payload.buffer);
	payload[0] = tag;
	view.setUint16(1, head.length);
	view.setUint32(3, body.length);
	payload.set(head, 7);
	payload.set(body, 7 + head.length);
	return payload;
}

function unheaded(payload: Uint8Array): { head: Uint8Array; body: Uint8Array } {
	const headLength = new DataView(payload.buffer, payload.byteOffset).getUint16(1);
	return { head: payload.subarray(7, 7 + headLength), body: payload.subarray(7 + headLength) };
}

const ROOM_TAG = 0x31;
const roomHead = { cmd: uint32(1), seq: uint32(2), timestamp: int64(3), context: uint32(6) };

export type RoomPayload = { cmd: number; seq: number; context: number; body: Uint8Array };

export function readRoomPayload(payload: Uint8Array): RoomPayload {
	const { head, body } = unheaded(payload);
	return { ...decode(roomHead, head), body };
}

export function roomPayload({ body, ...head }: RoomPayload): Uint8Array {
	return headed(ROOM_TAG, encode(roomHead, { ...head, timestamp: Date.now() }), body);
}

const MEDIA_OUTER_TAG = 0xb5;
const MEDIA_TAG = 0x11;
const DOWN = 101;
const mediaOuter = { direction: uint32(1) };
const mediaHead = { cmd: uint32(1), seq: uint32(2), sessionID: uint32(3) };

export type MediaPayload = { cmd: number; seq: number; sessionID: number; body: Uint8Array };

export function readMediaPayload(payload: Uint8Array): MediaPayload {
	const outerLength = new DataView(payload.buffer, payload.byteOffset).getUint16(2);
	const { head, body } = unheaded(payload.subarray(8 + outerLength));
	return { ...decode(mediaHead, head), body };
}

export function mediaPayload({ body, ...head }: MediaPayload): Uint8Array {
	const outer = encode(mediaOuter, { direction: DOWN });
	const inner = headed(MEDIA_TAG, encode(mediaHead, head), body);
	const payload = new Uint8Array(8 + outer.length + inner.length);
	const view = new DataView(payload.buffer);
	payload[0] = MEDIA_OUTER_TAG;
	view.setUint16(2, outer.length);
	view.setUint32(4, inner.length);
	payload.set(outer, 8);
	payload.set(inner, 8 + outer.length);
	return payload;
}
