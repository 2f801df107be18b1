/** The timings of a pair, in milliseconds, each with its reason. */
import { DELAYS, type DelayCheck } from '../../../../../machines/delays';

export const PAIR_DELAYS = {
	/** As long as the other may try to reconnect. */
	reconnecting: DELAYS.reconnecting,
	/** ICE and DTLS take two round trips: by now something was lost on the way. */
	connecting: 8_000,
	/** Video and audio each send many packets a second, and they are counted every second: by now two counts are missing. */
	mediaSilence: 2_000,
	/** A page that was busy or frozen counts within this time. People see a stall that is longer than both together. */
	suspicion: 500,
	/** Two tries: the first with its restart, and another one. In a call, media is missed after up to three seconds and a half: together less than 15 s. */
	search: 11_000,
	/** The peer that lost its network restarts ICE; after this delay we do. */
	repair: 3_000,
	/** An ICE restart takes four round trips, and the one before may still succeed. */
	restartAgain: 5_000,
	/** Offer and answer cross in two round trips: by now one of them was lost with a socket. */
	answer: 3_000,
	/** Media may flow meanwhile. Two browsers that can't agree at all try no more often than this. */
	refused: 1_000,
	/** Someone who is back publishes again at once: what is missing by now was stopped meanwhile. */
	republish: 3_000,
	/** Between one request for key frames and the next. Requests at the moment the path returns are often lost with it (measured); four are enough. */
	keyFrame: 250,
	lastKeyFrame: 500
} as const satisfies Record<string, number>;

/**
 * If media flows, packets arrive within this time after the server lost someone; packets sent before arrive within the first part of it.
 * Of someone silent whose camera is off, one comes every 400 ms (DTX).
 */
export const DOUBT = 700;
/** With camera and microphone off only RTCP comes, every second or so (measured in Chromium). */
export const QUIET_DOUBT = 2_000;

export const delay: DelayCheck<keyof typeof PAIR_DELAYS | 'doubt'> = (name) => name;
