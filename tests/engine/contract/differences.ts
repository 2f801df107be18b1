/** Where an engine does other than the contract says. Each is a fact that the suite tests; the README shows them as a table. */
import type { EngineKind } from '../../../machines/engine';
import { FORBIDDEN_IN_FIREFOX } from '../../browser/support/firefox/said';

export interface Difference {
	readonly engine: EngineKind;
	/** What the contract says. */
	readonly contract: string;
	readonly instead: string;
	readonly because: string;
}

/** What the page of someone whose SDK can't have its remote settings says. */
export const STRAY_ERROR = "Cannot read properties of null (reading 'setting')";

/** A socket that the SDK closes before it has opened, because another one was faster, is an error to Firefox. */
const GIVEN_UP = /Firefox can’t establish a connection to the server at wss:\/\/accesshub/;

/** What ZEGO's SDK lets through, in Chromium's words and in Firefox's. */
export const STRAY_ERRORS = [/reading 'setting'/, /can't access property "setting"/, FORBIDDEN_IN_FIREFOX, GIVEN_UP];

export const DIFFERENCES = {
	blacklist: {
		engine: 'local',
		contract: 'a login is refused to someone on the blacklist',
		instead: 'nobody is refused for this',
		because: 'the room server has no blacklist: a room is open to whoever has its link'
	},
	lateWarning: {
		engine: 'zego',
		contract: 'a lost connection is told (`RECONNECTING`) within a few seconds',
		instead: 'after 8 s, or with `RECONNECTED` when it is back sooner',
		because: 'the SDK says nothing before'
	},
	untoldConnection: {
		engine: 'zego',
		contract: 'someone whom only the room has lost, or to whom no path leads, is told of (`remote.connection`)',
		instead: 'nothing is told',
		because: "the SDK knows people as there or gone, and its paths lead to ZEGO's servers"
	},
	noMuteRequests: {
		engine: 'zego',
		contract: 'who is asked by a host to turn off their microphone is told (`device.muteRequested`)',
		instead: 'nobody asks',
		because: "ZEGO has no hosts: the operator's own server would send a custom command"
	},
	noLocks: {
		engine: 'zego',
		contract: 'a room that its host has locked refuses who is in its lobby (`lobby.refused`), and who logs in',
		instead: 'nobody locks a room, and before the login nothing is known of it',
		because: 'ZEGO has neither hosts nor a lobby'
	},
	toldAgain: {
		engine: 'zego',
		contract: 'a message that is sent again, under its ID, is told once',
		instead: 'as often as it is sent, with its ID, by which the chat shows it once',
		because: 'to ZEGO it is another message'
	},
	slowMessages: {
		engine: 'zego',
		contract: 'several messages can be sent one right after the other',
		instead: 'those within a second of the first are refused; the chat pauses between two',
		because: 'the SDK allows two in a second, and counts whole seconds'
	},
	silentGoing: {
		engine: 'zego',
		contract: 'who goes is told to have gone for a reason, with or without a stream',
		instead: 'without a stream: for no reason',
		because: 'the SDK gives reasons for streams only; people go for the reason their streams went for'
	},
	unknownReason: {
		engine: 'zego',
		contract: 'who goes is told to have gone for a reason, and after their streams',
		instead:
			'soon after a login, now and then: the stream is said to have stopped, and its owner goes for no reason, in any order',
		because:
			'whoever publishes while logging in may hear of that first; then the SDK misses a number in its list of streams, and fetches the list anew'
	},
	unansweredLogin: {
		engine: 'zego',
		contract: 'leaving is answered at once (`LOGOUT`) also while a login is unanswered',
		instead: 'the answer waits for the login; the chart destroys the engine after 2 s',
		because: 'a cancelled login is not told to the server, and everyone would see a ghost for 90 s'
	},
	untoldLogout: {
		engine: 'local',
		contract: 'leaving while the server does not answer ends with `LOGOUT`',
		instead: '`LOGOUT_FAILED`',
		because: 'nobody could be told; the web SDK never says so'
	},
	destroyedIsLost: {
		engine: 'local',
		contract: 'who destroys their engine without leaving has left',
		instead: 'they are lost',
		because: 'the socket closes without a word; the SDK says one'
	},
	noPictures: {
		engine: 'simulated',
		contract: 'pictures and sound of others arrive',
		instead: '`PLAYING` is told; in a browser a drawing moves, and nothing is ever heard',
		because: 'it has no media'
	},
	oneSize: {
		engine: 'zego',
		contract: 'pictures come as large as they are wanted',
		instead:
			'in the size in which they are published, or not at all; how large their owner wants them sent at most (`setVideoConfig`) decides their bits a second, and for the best a camera of 1280×720 is used',
		because:
			'the SDK sends the same to everyone, so cameras are asked for 640×360 only; it can send a small picture besides (`enableDualStream`), but then it refuses to add or remove a camera, and in Firefox it refuses custom streams'
	},
	ownLeftovers: {
		engine: 'zego',
		contract: 'after `destroy` nothing is left: no track, connection, socket, listener or timer',
		instead:
			'a few window listeners, one-shot timers, two connections that its checks made and never used, and at times the socket of its reports stay',
		because: "they are the SDK's own and out of reach"
	},
	keepsLog: {
		engine: 'zego',
		contract: 'what went wrong is told once, as a failure',
		instead: 'besides, as `engine.log`, by the warnings that the SDK writes into its own log',
		because: 'they tell more than a code, and are kept in the recording without what they name'
	},
	sendsH264: {
		engine: 'zego',
		contract: 'everyone sees everyone, whatever codecs their browser has',
		instead: 'a browser without H.264, such as Debian’s Firefox, needs `ZEGO_VIDEO_CODEC=VP8`',
		because: 'the SDK publishes H.264 unless it is told otherwise, for all browsers alike'
	},
	leavesBeforeReload: {
		engine: 'zego',
		contract: 'a page that is reloaded in Firefox returns to its call',
		instead: 'it begins in the lobby',
		because: 'the SDK logs out when the page is about to go, and Firefox lets the answer come before the page is gone'
	},
	strayErrors: {
		engine: 'zego',
		contract: 'no error reaches the page uncaught',
		instead: `on a slow network "${STRAY_ERROR}", and in Firefox whatever the policy of the page forbids the SDK`,
		because: 'the SDK does not catch that its remote settings came too late, and it tries `eval` and inline styles'
	}
} as const satisfies Record<string, Difference>;

export type DifferenceName = keyof typeof DIFFERENCES;

/** Whether the engine is the one that differs here. */
export const differs = (engine: EngineKind, name: DifferenceName): boolean => DIFFERENCES[name].engine === engine;
