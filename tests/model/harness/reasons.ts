/** Why a replay does not take an edge. The first pattern that matches says it; an edge that is taken needs none. */
import type { ReplayName } from './coverage';

export type Reason = { pattern: RegExp; why: string };

const because = (pattern: RegExp, why: string): Reason => ({ pattern, why });

const DEFECT = 'Only a defect in another chart or in a service brings it about.';

const UNSEEN = 'The page tells it only of streams that it shows.';

/** The rows with the guard `isOtherRoom`. */
const OF_OTHER_ROOM =
	/^call\.(loggingIn:room\.(LOGINING|LOGINED|RECONNECTED|LOGOUT)|(publishing|inCall|inCall\.switching):room\.(RECONNECTING|LOGOUT)|reconnecting:room\.(LOGINED|RECONNECTED|LOGOUT)|loggingOut:room\.LOGOUT):0$/;

/** In calls of real people, on whichever engine. */
const IN_REAL_CALLS: readonly Reason[] = [
	because(/:xstate\.error\.actor\.(engine|camera|microphone|screen|token|publisher):/, DEFECT),
	because(/:xstate\.error\.actor\.0\.(publisher\.open|player\.open|screen\.capturing):/, DEFECT),
	because(
		/:page\.hide:/,
		'The page goes, and what listens to the recording with it; the others notice, which is tested.'
	),
	because(/:page\.autoplayFailed:1$/, UNSEEN),
	because(/^call\.loggingOut:user\.leave:/, 'While the call is being left, the button cannot be pressed.'),
	because(
		/^call:(device\.lost|screen\.ended|token\.willExpire):1$/,
		'When the call is being left, devices, screen and token have been let go: there is nothing left to lose.'
	),
	because(
		/^device\.(on:user\.turnOn|on:user\.selectDevice:1|on:device\.lost:0|closing:xstate\.(error|after))/,
		'It takes a device that cannot be closed, and browsers always let go of one.'
	),
	because(/^token\.\w+:user\.retry:/, 'The button is there when a token was refused, not while one is on its way.'),
	because(
		/^(call\.creating:lobby\.users|call\.publishing::0|device:device\.lost|screen:screen\.ended|token\.(renewing|renewalWaiting):token\.granted)/,
		'It takes two things in the same few milliseconds, which nobody can bring about at will; the replay on the chart does.'
	)
];

export const REASONS: Record<ReplayName, readonly Reason[]> = {
	chart: [],
	page: [
		because(/^link/, 'The simulated engine has no link; that of the local engine has tests of its own.'),
		because(/^(publisher|player|screen).*:xstate\.error\.actor\./, DEFECT),
		because(/^token.*:token\.granted:/, 'It comes of switching rooms, of which the paths of the call chart tell.'),
		because(
			/^(token\.(fetching|waiting|renewing|renewalWaiting)|publisher\.retrying|player\.retrying):user\.retry:/,
			'The button is there when something was given up, not while it is tried.'
		),
		because(
			/^screen\.capturing\.sharing:user\.retry:/,
			'The button is there when something else was given up as well.'
		),
		because(
			/^device\.on:user\.turnOn:/,
			'The button of a device that is on turns it off, also of one that would not close.'
		),
		because(/^call:xstate\.error\.actor\./, DEFECT),
		because(/^call:page\.autoplayFailed:1$/, UNSEEN),
		because(/^call\.loggingOut:user\.leave:0$/, 'While the call is being left, the button cannot be pressed.')
	],
	local: [
		because(
			/^link/,
			'The link is a part of the engine, not of the call that is recorded; the engine has tests of its own.'
		),
		...IN_REAL_CALLS,
		because(/^call:engine\.log:/, 'The local engine has no SDK in it that would keep a log.'),
		because(/^call\.(idle|creating):room\.[A-Z]/, 'Before the login, the local engine says nothing of a room.'),
		because(
			/^call\.loggingOut:xstate\.after/,
			'The local engine waits for an answer half as long as the chart, and then says LOGOUT_FAILED.'
		),
		because(OF_OTHER_ROOM, 'The local engine has said everything of a room when it says LOGOUT.'),
		because(/^call\.loggingOut:room\.(?!LOGOUT)/, 'Asked to log out, the local engine says only how that went.'),
		because(
			/^call\.(loggingIn|publishing|inCall|reconnecting):room\.LOG/,
			'The local engine says it only when it was asked to log in or out.'
		),
		because(
			/^call\.(loggingIn|reconnecting):room\.(RECONNECTING|KICKOUT):/,
			'Only who is in the room, and connected, can lose it or be sent away.'
		),
		because(/:room\.RECONNECT(ED|_FAILED):/, 'The local engine says it only after RECONNECTING, and rarely gives up.'),
		because(
			/^call\.loggingIn\.\w+:xstate\.error/,
			'A login that is refused is told as LOGIN_FAILED, which comes first.'
		),
		because(/^call\.loggingIn:room\.userUpdate:/, 'Who is there is told after LOGINED.'),
		because(
			/^call:(lobby\.users|room\.(user|stream)Update):/,
			'The local engine speaks of one room at a time: to the lobby of who is there, to a member of who comes and goes.'
		),
		because(
			/^(call:(remote\.device|player\.\w+):1|call:publisher\.\w+:2|(player|publisher|screen):(player|publisher)\.\w+:0)$/,
			'The local engine says nothing of a stream that it was not asked to play or publish, or no longer.'
		),
		because(
			/^(call:publisher\.NO_PUBLISH:0|call\.publishing::2|publisher\.open:publisher\.NO_PUBLISH:1|screen\.capturing\.sharing:user\.retry:0)$/,
			"The server refuses nobody's first stream, and no stream for good."
		),
		because(
			/:service\.failed:/,
			'The local engine tells of trouble with a stream as a state of it, not by refusing to try.'
		),
		because(/^player.*:player\.NO_PLAY:/, 'A stream that goes is told as DELETE; trouble with it as PLAY_REQUESTING.'),
		because(
			/^(publisher\.open\.requesting:publisher\.NO_PUBLISH|publisher\.open\.publishing:|player\.open\.delivery\.(playing:player\.PLAYING|stalled:player\.PLAY_REQUESTING))/,
			'The local engine says each state once, and repairs a connection without publishing anew.'
		),
		because(
			/^token(:token\.willExpire|\.renewalWaiting:token\.willExpire)/,
			'The server says it once for each token; the one that would be told is being renewed already.'
		)
	],
	zego: [
		because(/^link/, 'The link is a part of the local engine; this one has its own way to its servers.'),
		because(/^call\.(idle|creating):room\.[A-Z]/, 'Before the login, the SDK says nothing of a room.'),
		because(
			/^call(\.\w+)?:lobby\.users:|^call\.idle\.entering:xstate/,
			'ZEGO shows nobody who is in a room before they are in it: there is no lobby to enter.'
		),
		...IN_REAL_CALLS,
		because(/:room\.LOGOUT_FAILED:/, 'The web SDK never says it.'),
		because(
			OF_OTHER_ROOM,
			'The SDK speaks of one room at a time, but for the LOGOUT of the room that is left by switching.'
		),
		because(
			/^call\.loggingOut:room\./,
			'Asked to log out, the SDK says LOGOUT, and of a login under way that it failed.'
		),
		because(
			/:room\.LOG(INING|INED|IN_FAILED|OUT):/,
			'The SDK says it only when it was asked to log in or out; it comes back into a room as RECONNECTED.'
		),
		because(
			/^call\.loggingIn:room\.(RECONNECT|KICKOUT)/,
			'Only who is in the room can lose it, come back or be sent away.'
		),
		because(/:room\.RECONNECT\w+:/, 'The SDK says each once: RECONNECTING, and then how that went.'),
		because(/^call\.publishing:room\.KICKOUT:/, 'Before KICKOUT the SDK says NO_PUBLISH, which ends the publishing.'),
		because(
			/^call\.(loggingIn|reconnecting):room\.userUpdate:/,
			'Who is there is told after LOGINED, and who has come and gone meanwhile after RECONNECTED.'
		),
		because(/^call\.reconnecting:xstate\.after/, 'The SDK, which noticed the loss before it told, gives up sooner.'),
		because(
			/^call:(room\.(user|stream)Update|network\.quality|remote\.device|player\.\w+):|^call:publisher\.\w+:2$|^(player|publisher|screen):(player|publisher)\./,
			'Of a room that was left, and of a stream that was stopped, the SDK is told nothing more that it could say.'
		),
		because(
			/:service\.failed:/,
			'The SDK tells of trouble with a stream as a state of it; it refuses to try only what makes no sense.'
		),
		because(
			/^player.*:player\.NO_PLAY:/,
			'A stream that goes is told as DELETE; the SDK asks for one that is missing again and again.'
		),
		because(
			/^(player|publisher)\.open\..*:(player|publisher)\./,
			'The SDK says each state once, and stops only what it was told to stop.'
		),
		because(
			/^token\.renewalWaiting:token\.willExpire/,
			'The SDK says it once for each token, before which the chart has renewed it.'
		)
	]
};

export const whyNot = (replay: ReplayName, edge: string): string | undefined =>
	REASONS[replay].find(({ pattern }) => pattern.test(edge))?.why;
