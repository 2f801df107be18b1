/** How large my camera's pictures are sent to everyone. */
import type { Outgoing } from './outgoing';
import type { Peer } from './peer';
import { linesFor, mostOf } from './sizes';

/** What one other most likely asks for. */
const LARGE = 720;

/** The fewer get my camera's pictures, the larger they may be. The camera takes none larger than someone gets. */
export function fit(peers: ReadonlyMap<string, Peer>, outgoing: Outgoing): void {
	const resizeAll = () => {
		for (const peer of peers.values()) peer.resize();
	};
	const receivers = [...peers.values()].filter(({ wanted }) => wanted > 0);
	outgoing.receivers = receivers.length;
	resizeAll();
	if (receivers.length === 0) return;
	// A camera stands still while it is resized. Only one other most likely asks for more in a moment.
	const isSoonLarge = receivers.length === 1 && receivers.every(({ mayWantMore }) => mayWantMore);
	const asked = Math.max(...receivers.map(({ wanted }) => wanted), isSoonLarge ? LARGE : 0);
	const lines = linesFor(Math.min(asked, mostOf(outgoing)));
	void outgoing.resizeCamera(lines).then((hasChanged) => hasChanged && resizeAll());
}
