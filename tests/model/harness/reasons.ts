/** Why a replay does not take an edge. The first pattern that matches says it; an edge that is taken needs none. */
import type { ReplayName } from './coverage';

export type Reason = { pattern: RegExp; why: string };

const because = (pattern: RegExp, why: string): Reason => ({ pattern, why });

const DEFECT = 'Only a defect in another chart or in a service brings it about.';

/** The rows with the guard `isOtherRoom`. */
const OF_OTHER_ROOM =
	/^call\.(loggingIn:room\.(LOGINING|LOGINED|RECONNECTED|LOGOUT)|(publishing|inCall|inCall\.switching):room\.(RECONNECTING|LOGOUT)|reconnecting:room\.(LOGINED|RECONNECTED|LOGOUT)|loggingOut:room\.LOGOUT):0$/;

export const REASONS: Record<ReplayName, readonly Reason[]> = {
	chart: [],
	page: [
		because(/^(?!call[.:])/, 'The page shows what the call chart keeps of it; the paths of that chart are walked.'),
		because(/^call:xstate\.error\.actor\./, DEFECT),
		because(/^call:page\.autoplayFailed:1$/, 'The page tells it only of streams that it shows.'),
		because(/^call\.loggingOut:user\.leave:0$/, 'While the call is being left, the button cannot be pressed.')
	],
	local: [
		because(
			/^link/,
			'The link is a part of the engine, not of the call that is recorded; the engine has tests of its own.'
		),
		because(/:xstate\.error\.actor\.(engine|camera|microphone|screen|token|publisher):/, DEFECT),
		because(/:xstate\.error\.actor\.0\.(publisher\.open|player\.open|screen\.capturing):/, DEFECT),
		because(
			/:page\.hide:/,
			'The page goes, and what listens to the recording with it; the others notice, which is tested.'
		),
		because(/^call\.(idle|creating):room\.[A-Z]/, 'Before the login, the local engine says nothing of a room.'),
		because(OF_OTHER_ROOM, 'The local engine has said everything of a room when it says LOGOUT.'),
		because(
			/^call\.(publishing|inCall|reconnecting):room\.LOG/,
			'The local engine says it only when it was asked to log in or out.'
		),
		because(/:room\.RECONNECT(ED|_FAILED):/, 'The local engine says it only after RECONNECTING, and rarely gives up.'),
		because(
			/:xstate\.after\./,
			'It takes up to two minutes of real time; the replay on the chart has a clock of its own.'
		),
		because(/./, 'Rare, or a matter of one moment: no test of real people does it.')
	],
	zego: [because(/./, 'The ZEGO engine is not finished: its tests drive the engine alone, without the charts.')]
};

export const whyNot = (replay: ReplayName, edge: string): string | undefined =>
	REASONS[replay].find(({ pattern }) => pattern.test(edge))?.why;
