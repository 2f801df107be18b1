/** A screen that is shared. */
import en from '../../../messages/en.json';
import type { Invariant } from './facts';
import { meets, userIDOf } from './seen';

export const SCREENS: readonly Invariant[] = [
	{
		name: 'a shared screen is seen by all, and nothing else is called one',
		within: 5,
		faults: (view, evidence) =>
			evidence.views.flatMap((other) => {
				if (!meets(view.facts) || !meets(other.facts)) return [];
				const tile = view.seen.tiles.find((one) => one.userID === userIDOf(other.seen) && one.source === 'screen');
				const { screen } = other.facts;
				const isDue = screen === 'shared' || screen === 'minimised';
				const isThere = tile?.isSeen === true && (screen !== 'shared' || evidence.isMoving(view, tile));
				const isPaused = tile?.marks.some((mark) => mark.startsWith(en.tile_paused)) ?? false;
				return [
					...(isDue !== isThere ? [`the screen of ${other.name} is ${isThere ? 'shown' : 'not shown'}`] : []),
					...(isDue && isPaused !== (screen === 'minimised')
						? [`the screen of ${other.name} is ${isPaused ? 'called paused' : 'not called paused'}`]
						: [])
				];
			})
	},
	{
		name: 'a shared screen is asked for without the call and its sound',
		within: 1,
		faults: ({ facts, seen: { asked } }) => {
			if (facts.screen !== 'shared' || asked === null) return [];
			const { audio, selfBrowserSurface } = asked as DisplayMediaStreamOptions & { selfBrowserSurface?: string };
			const isKeptOut = typeof audio === 'object' && 'restrictOwnAudio' in audio && audio.restrictOwnAudio === true;
			return isKeptOut && selfBrowserSurface === 'exclude' ? [] : [`asked for was ${JSON.stringify(asked)}`];
		}
	},
	{
		name: 'a screen that the system forbids to share has words',
		within: 3,
		faults: ({ facts, seen }) => {
			const isSaid = seen.told.some((text) => text.startsWith(en.screen_denied));
			return isSaid === (facts.screen === 'forbidden') ? [] : [`it is ${isSaid ? 'said' : 'not said'} to be forbidden`];
		}
	}
];
