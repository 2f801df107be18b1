/** The timings of the session with the room server, in milliseconds, each with its reason. */
import { DELAYS, type DelayCheck } from '../../../../../machines/delays';

export const SESSION_DELAYS = {
	login: DELAYS.login,
	reconnecting: DELAYS.reconnecting,
	/** Answering all offers of a full room takes tens of milliseconds. The login goes on without the answers. */
	answering: 2_000,
	/** A refused login that may succeed later, because the room is full, is repeated this often. */
	refusalPause: 1_000,
	/** Two round trips of 500 ms: by now nobody knows whether the server has heard the logout. */
	logout: 1_000,
	/** The first pictures take half a second. Making an offer meanwhile would take time and bandwidth from them. */
	pictures: 1_500,
	/** Whoever has not decided by now keeps nobody's connection and relay busy any longer. */
	visit: 600_000,
	/** Host candidates are there in milliseconds. A STUN server answers within a second, or it doesn't answer. */
	gathering: 1_000
} as const satisfies Record<string, number>;

export const delay: DelayCheck<keyof typeof SESSION_DELAYS> = (name) => name;
