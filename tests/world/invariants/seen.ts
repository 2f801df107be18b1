/** What several invariants ask of a look at a page. */
import type { DeviceKind } from '../../../machines/engine';
import type { Seen } from '../performers/look';
import type { Facts, View } from './facts';

export const isOpenIn = ({ tracks }: Seen, kind: DeviceKind) =>
	tracks.some((track) => track.kind === kind && track.enabled);
export const isMuted = ({ tracks }: Seen, kind: DeviceKind) =>
	tracks.some((track) => track.kind === kind && track.muted);
export const isSentBy = (seen: Seen, kind: DeviceKind) => isOpenIn(seen, kind) && !isMuted(seen, kind);
export const onPage = ({ facts: { isTooOld, isIncomplete }, seen }: View) =>
	!isTooOld && !isIncomplete && (seen.screen === 'lobby' || seen.screen === 'call');
export const isInCall = ({ place, isServerUp, isTooOld }: Facts) => place === 'call' && isServerUp && !isTooOld;
export const meets = (facts: Facts) => isInCall(facts) && facts.hasPath;
export const isShown = (seen: Seen, words: string) =>
	[...seen.notes.map((note) => note.words), ...seen.tiles.flatMap(({ marks }) => marks)].some((text) =>
		text.includes(words)
	);
export const userIDOf = (seen: Seen): string => seen.tiles.find(({ local }) => local)?.userID ?? '';
export const cameraOf = (seen: Seen, other: Seen) =>
	seen.tiles.find(({ userID, source }) => userID === userIDOf(other) && source === 'camera');
