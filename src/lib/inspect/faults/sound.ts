/** Blocks sound until the person clicks on the page; a click on the inspector does not count. */
import { get } from 'svelte/store';
import type { Fault } from './fault';

export function blockSound(isOn: () => boolean, onclick: () => void): Fault {
	const play = Reflect.get(HTMLMediaElement.prototype, 'play');
	HTMLMediaElement.prototype.play = function () {
		if (this.muted || !isOn()) return play.call(this);
		return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
	};
	const listen = ({ target }: Event) => {
		if (isOn() && target instanceof Element && !target.closest('.inspect-drawer')) onclick();
	};
	addEventListener('click', listen, true);

	return {
		/** Sets each stream again, so that it is played again. */
		begin({ call }) {
			for (const { mediaID, local } of get(call.view).tiles) {
				const stream = mediaID === null ? null : call.media.get(mediaID);
				if (!local && mediaID !== null && stream) call.media.set(mediaID, stream);
			}
		},
		end() {
			// The page plays again when the person clicks.
		}
	};
}
