/** The timings of the session with the room server and of the pair with each other member, in milliseconds, with reasons. */
import { DELAYS, type DelayCheck } from '../../../../machines/delays';

export const LOCAL_DELAYS = {
	/** Answering all offers of a full room takes tens of milliseconds; without answers the login goes on all the same. */
	answering: 2_000,
	login: DELAYS.login,
	reconnecting: DELAYS.reconnecting,
	/** A refused login that may succeed later (the room is full) is repeated this often. */
	refusalPause: 1_000,
	/** Two round trips of 500 ms: past that nobody knows whether the server has heard the logout. */
	logout: 1_000,
	/** The first pictures take half a second; making an offer meanwhile would take time and bandwidth from them. */
	pictures: 1_500,
	/** Host candidates are there in milliseconds, a STUN server's within a second or it does not answer. */
	gathering: 1_000,

	/** ICE and DTLS take two round trips; past this something was lost on the way. */
	connecting: 8_000,
	/** Video and audio each send many packets a second: this long without any is a stall people see. */
	mediaSilence: 2_500,
	/** The one whose network came back restarts ICE; if nothing came of it by now, we do. */
	repair: 3_000,
	/** An ICE restart takes four round trips, and the one before may still succeed. */
	restartAgain: 5_000,
	/** Offer and answer cross in two round trips; past this one of them was lost with a socket. */
	answer: 3_000,
	/** Packets on their way when the server lost someone arrive within the first part of this, living media within all. */
	doubt: 600,
	/** With nothing to see or hear only RTCP comes, every second or so (measured in Chromium). */
	quietDoubt: 2_000,
	/** Whoever is back publishes again at once: what is still missing now was stopped meanwhile. */
	republish: 3_000,
	keyFrame1: 250,
	keyFrame2: 500,
	/** Measured: a key frame asked for as the path comes back is lost with it as often as not; four tries are enough. */
	keyFrame3: 1_000
} as const satisfies Record<string, number>;

/** How often the packets of every pair are counted (ms), and on which of these counts the quality is told. */
export const STATS_PERIOD = 1_000;
export const QUALITY_EVERY = 2;
/** While someone is doubted, packets are counted this often (ms), the first time to know where to count from. */
export const DOUBT_PERIOD = 150;

export const delay: DelayCheck<keyof typeof LOCAL_DELAYS> = (name) => name;
