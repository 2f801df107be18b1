/** Sound that the browser holds back until the person clicks on the page; the inspector is not part of it. */
import type { Fault } from './fault';
import { viewOf } from './view';

export function blockSound(isOn: () => boolean, over: () => void): Fault {
	const play = Reflect.get(HTMLMediaElement.prototype, 'play');
	HTMLMediaElement.prototype.play = function () {
		if (this.muted || !isOn()) return play.call(this);
		return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
	};
	const heed = ({ target }: Event) => {
		if (isOn() && target instanceof Element && !target.closest('.inspect-drawer')) over();
	};
	addEventListener('click', heed, true);

	return {
		/** Streams that come anew are played anew. */
		begin(call) {
			for (const { mediaID, local } of viewOf(call).tiles) {
				const stream = mediaID === null ? null : call.media.get(mediaID);
				if (!local && mediaID !== null && stream) call.media.set(mediaID, stream);
			}
		},
		end() {
			// The page plays on when the person asks for it.
		}
	};
}
