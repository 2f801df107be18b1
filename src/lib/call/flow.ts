/** What gets through while the room has lost me or someone else: whether they still see and hear me, and I them. */
import type { QualityGrade } from '../../../machines/engine';
import type { CallFacts } from './facts';

/** Whether something gets through. `unknown`: nobody has measured it, or nothing is due. */
export type Flow = 'yes' | 'no' | 'unknown';

/** Who of the two the room has lost, and what gets through without it: of theirs to me, and of mine to them. */
export type FlowView = { away: 'me' | 'them'; arrives: Flow; reaches: Flow };

/** While the room has lost me: how many of the others still get what I send, and what that is. */
export type ReachView = {
	who: 'all' | 'some' | 'nobody' | 'unknown';
	what: 'both' | 'camera' | 'microphone' | 'nothing';
};

/** Grade −1 is unknown, and 4 is for what does not arrive. Measured anew after a loss: see `forgetQuality`. */
const flowing = (grade: QualityGrade | undefined): Flow =>
	grade === undefined || grade === -1 ? 'unknown' : grade === 4 ? 'no' : 'yes';

export function flowOf({ quality, away }: CallFacts, userID: string, amAway: boolean): FlowView | null {
	if (!amAway && !away.includes(userID)) return null;
	const known = quality[userID];
	return { away: amAway ? 'me' : 'them', arrives: flowing(known?.uplink), reaches: flowing(known?.downlink) };
}

export function reachOf(facts: CallFacts): ReachView | null {
	const flows = Object.keys(facts.users).map((userID) => flowing(facts.quality[userID]?.downlink));
	if (flows.length === 0) return null;
	const all = (flow: Flow) => flows.every((one) => one === flow);
	const who = all('yes') ? 'all' : all('no') ? 'nobody' : flows.includes('yes') ? 'some' : 'unknown';
	const [camera, microphone] = [facts.camera.state === 'on', facts.microphone.state === 'on'];
	return { who, what: camera && microphone ? 'both' : camera ? 'camera' : microphone ? 'microphone' : 'nothing' };
}
