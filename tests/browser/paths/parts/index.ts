/** The charts beside the call's, and how what happens to them is brought about on a page. */
import type { ChartName } from '../../../model/charts';
import { emitted, type Event } from '../perform';
import { device } from './device';
import { token } from './token';
import { publisher } from './publisher';
import { player } from './player';
import { screen } from './screen';
import type { Part, Scene } from './part';

export const PARTS: readonly (readonly [ChartName, Part])[] = [
	['device', device],
	['token', token],
	['publisher', publisher],
	['player', player],
	['screen', screen]
];

export async function perform(part: Part, event: Event, scene: Scene): Promise<void> {
	const act = part.acts[event.type] ?? (event.type.startsWith('xstate.after.') ? part.acts.after : undefined);
	if (act) return act(event, scene);
	await emitted({ ...event, ...part.about }, scene);
}
