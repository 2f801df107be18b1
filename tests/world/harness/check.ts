/** Looks at the pages until every invariant holds and nothing changes, or one has not held for too long. */
import { INVARIANTS } from '../invariants';
import type { Evidence, View } from '../invariants/facts';
import type { Tile } from '../performers/look';

/** Between two looks (ms): short at first, then longer, because looking at pages takes CPU time from the calls on them. */
const FIRST_PAUSE = 40;
const LAST_PAUSE = 100;
/** Between two looks that compare pictures: the fake camera makes five in a second. */
const PICTURES = 450;

export type Looked = Omit<Evidence, 'isMoving'>;
type Timed = Looked & { at: number };

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Against a look that is long enough ago. */
function isMovingSince(looks: readonly Timed[]): (view: View, tile: Tile) => boolean {
	const now = looks.at(-1)?.at ?? 0;
	const earlier = looks.findLast(({ at }) => now - at >= PICTURES);
	return ({ name }, { userID, source, frames }) => {
		const before = earlier?.views.find((view) => view.name === name)?.seen.tiles;
		const same = before?.find((tile) => tile.userID === userID && tile.source === source);
		return same !== undefined && frames !== same.frames;
	};
}

/** The invariants that are broken, in words, and how it went until then. Empty: all hold. */
export async function brokenAfter(look: () => Promise<Looked>): Promise<string[]> {
	const start = performance.now();
	const looks: Timed[] = [];
	let held: string | null = null;
	for (let next = FIRST_PAUSE; ; next = Math.min(2 * next, LAST_PAUSE)) {
		looks.push({ ...(await look()), at: performance.now() });
		const now = looks.at(-1);
		if (!now) return [];
		const evidence = { ...now, isMoving: isMovingSince(looks) };
		const broken = evidence.views.flatMap((view) =>
			INVARIANTS.flatMap(({ name, within, faults }) =>
				faults(view, evidence).map((fault) => ({ name, within, fault, who: view.name }))
			)
		);
		const seen = JSON.stringify(
			now.views.map(({ seen: { buttons, notes, tracks, screen } }) => [buttons, notes, tracks, screen])
		);
		if (broken.length === 0 && held === seen) return [];
		held = broken.length === 0 ? seen : null;
		const late = broken.filter(({ within }) => now.at - start > within * 1_000);
		if (late.length > 0)
			return [
				...late.map(({ name, who, fault }) => `${name}: ${who}: ${fault}`),
				...now.views.flatMap((view) => [`${view.name} lately:`, ...view.seen.lately])
			];
		await pause(next);
	}
}
