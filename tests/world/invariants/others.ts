/** What people see, hear and read of each other. */
import en from '../../../messages/en.json';
import type { DeviceKind } from '../../../machines/engine';
import type { Invariant, View } from './facts';
import { cameraOf, isInCall, isSentBy, isShown, meets } from './seen';

const othersTiles = ({ seen }: View) => seen.tiles.filter(({ local }) => !local);
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Z}\u2800]/gu;
/** Marks of direction. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/u;

export const OTHERS: readonly Invariant[] = [
	{
		name: 'everyone who is connected is listed once, and nobody else',
		within: 5,
		faults: ({ facts, seen }) => {
			if (!isInCall(facts)) return [];
			const [is, should] = [
				seen.tiles.filter(({ source }) => source === 'camera').map(({ userID }) => userID),
				facts.connected
			].map((userIDs) => userIDs.toSorted().join(', '));
			return is === should ? [] : [`listed are “${is}”, there are “${should}”`];
		}
	},
	{
		name: 'a picture that flows is called playing, and one that stands still is not',
		within: 5,
		faults: (view, { isMoving }) =>
			othersTiles(view).flatMap((tile) => [
				...(isMoving(view, tile) && tile.state !== 'playing' ? [`a picture flows and is called ${tile.state}`] : []),
				...(!isMoving(view, tile) && tile.state === 'playing' && tile.isSeen
					? ['a picture stands still and is called playing']
					: [])
			])
	},
	{
		name: 'others receive what I send, and read what I do not',
		within: 5,
		faults: (view, evidence) =>
			evidence.views.flatMap((other) => {
				const theirs = cameraOf(view.seen, other.seen);
				if (other === view || !theirs || !meets(view.facts) || !meets(other.facts)) return [];
				const sends = (kind: DeviceKind) => isSentBy(other.seen, kind);
				const isMoving = evidence.isMoving(view, theirs) && theirs.isSeen;
				const isSilent = theirs.marks.includes(en.mark_muted) || theirs.state === 'none';
				return [
					...(sends('camera') && !isMoving ? [`no picture of ${other.name} arrives`] : []),
					...(!sends('camera') && theirs.isSeen ? [`a picture of ${other.name} is shown, who sends none`] : []),
					...(sends('microphone') === isSilent
						? [`it says that the microphone of ${other.name} is ${isSilent ? 'off' : 'on'}`]
						: [])
				];
			})
	},
	{
		// A path that was there is missed after some seconds, and then looked for for twelve.
		name: 'a path that is missing is said, and no other',
		within: 25,
		faults: (view, { views }) => {
			const isMissing = (other: View) =>
				other !== view && isInCall(other.facts) && !(meets(view.facts) && meets(other.facts));
			const isSaid = [
				...view.seen.notes.map(({ words }) => words),
				...view.seen.tiles.flatMap(({ marks }) => marks)
			].some((words) => words.includes(en.network_noPath));
			const isDue = isInCall(view.facts) && views.some(isMissing);
			return isDue === isSaid ? [] : [isDue ? 'nothing says that there is no path' : 'it says that there is no path'];
		}
	},
	{
		name: 'sound that is called audible is let through, and what is held back is said',
		within: 5,
		faults: ({ facts, seen }) => {
			const isSaid = isShown(seen, en.sound_blocked);
			const silent = seen.tiles.filter(({ local, source, isAudible }) => !local && source === 'camera' && !isAudible);
			if (seen.screen !== 'call' || facts.isTooOld) return [];
			return [
				...(isSaid === facts.isSoundHeld ? [] : [`it is ${isSaid ? 'said' : 'not said'} that sound is held back`]),
				...(isSaid ? [] : silent.map(({ name }) => `the sound of ${name} is turned off, and nothing says so`))
			];
		}
	},
	{
		name: 'of each picture of a person at least three quarters are seen',
		within: 5,
		faults: ({ seen }) =>
			seen.tiles
				.filter(({ isSeen, source, uncropped }) => isSeen && source === 'camera' && uncropped < 0.74)
				.map(({ name, uncropped }) => `of the picture of ${name} only ${Math.round(100 * uncropped)} % is seen`)
	},
	{
		name: 'a connection is negotiated no more often than it must be',
		within: 0,
		faults: ({ facts }, { views }) => {
			const offers = views.reduce((sum, { seen }) => sum + seen.offers, 0);
			return facts.offers !== null && offers > facts.offers ? [`${offers} offers were made`] : [];
		}
	},
	{
		name: 'nobody is called lost who is there',
		within: 0,
		faults: ({ facts, seen }) => (facts.isUndisturbed ? seen.lost.map((text) => `it was said: ${text}`) : [])
	},
	{
		name: 'everyone has a name that is seen, and turns no words around',
		within: 5,
		faults: ({ seen }) => [
			...seen.tiles
				.filter(({ source, name }) => source === 'camera' && (name.replaceAll(UNSEEN, '') === '' || TURNING.test(name)))
				.map(({ name }) => `a name is ${JSON.stringify(name)}`),
			...seen.told.filter((text) => TURNING.test(text)).map((text) => `it was said: ${JSON.stringify(text)}`)
		]
	},
	{
		name: 'others read a name as it was written',
		within: 5,
		faults: (view, { views }) =>
			views
				.filter(({ facts }) => isInCall(view.facts) && isInCall(facts))
				.flatMap(({ facts, seen }) => {
					const shown = cameraOf(view.seen, seen);
					const isRight = facts.name === null || !shown || shown.local || shown.name === facts.name;
					return isRight ? [] : [`${JSON.stringify(facts.name)} is called ${JSON.stringify(shown.name)}`];
				})
	}
];
