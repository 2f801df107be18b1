/** Every timeout and retry step of the call's charts, in milliseconds, each with its reason. */

export const DELAYS = {
	/** The ZEGO SDK is 650 kB gzipped: 3.2 s on slow 4G, and a cold cache on a bad train takes thrice that. */
	engineLoad: 20_000,
	/** The lobby shows who is there within a round trip or two; later it is of no use, and nothing waits for it. */
	lobbyEntry: 8_000,
	/** Devices already granted open in 0.1–1 s; a person still reading the prompt joins first and is seen later. */
	devicesSettle: 1_500,
	/** Engine, devices and token together: the longest of them plus one retry of the token. */
	creating: 25_000,
	/** ZEGO's own patience is 300 s; people give up after about 15. */
	login: 15_000,
	/** ZEGO retries unanswered media signalling after about 6 s; a second try fits in. */
	publishing: 15_000,
	publishRequest: 15_000,
	playRequest: 15_000,
	/** ICE fails after 15–21 s of silence (measured) and is restarted then: allow it one restart. */
	stallPatience: 40_000,
	/** Pictures that are shown larger are asked for after LiveKit's pause, shrunk ones after Stream's, and none after LiveKit's. */
	growth: 100,
	shrinking: 600,
	hiding: 5_000,
	/** A headset that is pulled out and put back, or a driver that restarts, needs a moment. */
	deviceRecovery: 600,
	/** Long enough to read a permission prompt; the device opens later by itself if it is granted then. */
	deviceAnswer: 60_000,
	/** Releasing a device takes milliseconds; some drivers take seconds. */
	deviceClose: 5_000,
	/** The browser opens another output in well under a second; a Bluetooth speaker that wakes up takes a few. */
	speakerAnswer: 10_000,
	/** A quarter of a megabyte on slow 4G takes 2 s, and on a bad train thrice that. */
	noiseAnswer: 15_000,
	/** The sound lasts one second. Where nothing can be played it does not end by itself. */
	testSound: 4_000,
	/** A picker that nobody answers is given up so that the button works again. */
	screenAnswer: 120_000,
	/** People mute themselves to say something in their own room, or finish a sentence. */
	muteSettling: 3_000,
	/** Longer than a cough, a laugh or “yes”; shorter than anyone goes on without an answer. */
	mutedSpeech: 1_500,
	/** Two lines are read in 3 s, by slow readers in 8 s. The button stays. */
	mutedHint: 8_000,
	/** Whoever goes on speaking after the hint means someone else: once a minute reminds those who forgot. */
	mutedHintPause: 60_000,
	/** ZEGO's SDK gives a message up after 6 s. */
	messageAnswer: 8_000,
	/** ZEGO's SDK refuses a message within half a second of the last one, and counts whole seconds. */
	messagePause: 1_100,
	tokenFetch: 8_000,
	/** The countdown people see. A tunnel or a router restart is over by then; LiveKit's Android client waits as long. */
	reconnecting: 60_000,
	/** After a page stood still. The ZEGO SDK says RECONNECTING 8 s after the network has gone (measured), the local engine after 2.5 s. */
	waking: 20_000,
	/** ZEGO answers a logout in the same tick; a lost network never does. */
	logout: 2_000
} as const satisfies Record<string, number>;

/**
 * A page that ran nothing for this long was abandoned: it does not come back into the call without the person (ms). A hidden
 * page may run timers only once a minute, which is not standing still
 * (https://developer.chrome.com/blog/timer-throttling-in-chrome-88).
 */
export const ABANDONED = 150_000;

export type DelayName = keyof typeof DELAYS;

/** Checks the keys of `after`: TypeScript lets any name pass, and XState takes an unknown one for 0 ms. */
export type DelayCheck<Name extends string> = <K extends Name>(name: K) => K;
export const delay: DelayCheck<DelayName | 'retryPause' | 'renewal'> = (name) => name;

/**
 * Pauses before each new attempt to publish or play. ZEGO: after NO_PUBLISH or NO_PLAY wait 3–5 s and do not loop
 * (https://docs.zegocloud.com/faq/web-reconnect).
 */
const STREAM_RETRY = [3_000, 4_000, 5_000, 8_000] as const;
/** The token server is our own: a first quick retry hides a restart, the others spare it. */
const TOKEN_RETRY = [300, 1_000, 2_000, 4_000, 8_000] as const;

/** Milliseconds to wait before attempt number `attempt` (the first retry is 0), or null to stop. */
export type RetryPolicy = (attempt: number) => number | null;
export const streamRetry: RetryPolicy = (attempt) => STREAM_RETRY[attempt] ?? null;
export const tokenRetry: RetryPolicy = (attempt) => TOKEN_RETRY[attempt] ?? null;

/** A token is renewed after this share of its life, so that several retries still fit before it ends. */
const RENEW_AT = 0.8;
/** Not sooner, so that a server that gives short-lived tokens is not asked without pause. */
const SOONEST_RENEWAL = 1_000;
/** Not later: browsers count timers in 32 bits, and past 24 days one fires at once. */
const LATEST_RENEWAL = 24 * 60 * 60 * 1_000;

/** Milliseconds after which a token that lives for `expiresIn` seconds is renewed. */
export const renewalPause = (expiresIn: number): number =>
	Math.min(Math.max(expiresIn * 1_000 * RENEW_AT, SOONEST_RENEWAL), LATEST_RENEWAL);
