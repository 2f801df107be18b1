/** What the probe records in a page. Times are milliseconds since 1970, with fractions. */
export interface PageRecord {
	clicked: number | null;
	/** When the first remote picture was shown. */
	framed: number | null;
	/** When remote pictures were shown since they are listed; null while they are not. */
	frames: number[] | null;
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

/** The record of one person in a join. Times are milliseconds since the joiner's click. */
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
