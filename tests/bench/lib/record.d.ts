/** What the probe notes in a page. Times are milliseconds since 1970 with fractions: pages of one machine share the clock. */
export interface PageRecord {
	clicked: number | null;
	/** The first remote picture that was decoded and shown. */
	framed: number | null;
	messages: SocketMessage[];
	/** Connection states of every `RTCPeerConnection`. */
	steps: { at: number; what: string }[];
	requests(): { at: number; url: string }[];
}

export interface SocketMessage {
	at: number;
	way: 'sent' | 'got';
	bytes: number;
	/** The `t` or `type` of a JSON message. */
	kind: string;
}

/** One person of one join: the record, with times in ms since the joiner's click. */
export interface Side {
	framed: number;
	connected: number;
	messages: SocketMessage[];
	steps: { at: number; what: string }[];
	requests: { at: number; url: string }[];
}

export interface Join {
	row: string;
	rtt: number;
	joiner: Side;
	waiter: Side;
}

declare global {
	var bench: PageRecord;
}
