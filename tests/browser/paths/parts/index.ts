/** The child charts of the call, and what causes their events on a page. */
import type { ChartName } from '../../../model/charts';
import { isEngineEvent } from '../../../model/chance/actions';
import { emitted, type Event } from '../perform';
import { chat } from './chat';
import { device } from './device';
import { token } from './token';
import { publisher } from './publisher';
import { player } from './player';
import { noise } from './noise';
import { screen } from './screen';
import { speaker } from './speaker';
import { voice } from './voice';
import type { Part, Scene } from './part';

export const PARTS: readonly (readonly [ChartName, Part])[] = [
	['device', device],
	['token', token],
	['publisher', publisher],
	['player', player],
	['screen', screen],
	['speaker', speaker],
	['noise', noise],
	['voice', voice],
	['chat', chat]
];

export async function perform(part: Part, event: Event, scene: Scene): Promise<void> {
	const { type } = event;
	const act = part.acts[type] ?? (type.startsWith('xstate.after.') ? part.acts.after : undefined);
	if (act) return act(event, scene);
	if (!isEngineEvent(type)) throw new Error(`Nothing on the page causes ${type} in ${part.actor}: add it to its acts`);
	await emitted({ ...event, ...part.about }, scene);
}
