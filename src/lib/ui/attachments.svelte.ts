/** What components attach to elements. */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { MediaRegistry } from '$lib/engine/media';

/** Puts the keyboard and the screen reader at the beginning of a new screen. */
export const focusHere: Attachment<HTMLElement> = (element) => {
	// On a page's arrival SvelteKit moves the focus to the document, unless an element says that it is the one.
	element.autofocus = true;
	element.focus({ preventScroll: true });
};

/** Opens a dialog as a modal one: focus stays inside, Escape closes it. */
export const modal: Attachment<HTMLDialogElement> = (dialog) => dialog.showModal();

/**
 * Shows what the registry holds for `mediaID`, without sound while `silent()`. When the browser wants a click before it plays
 * sound, `refused` is called; the chart then says `silent`, and the picture plays on.
 */
export const showMedia =
	(media: MediaRegistry, mediaID: string, silent: () => boolean, refused: () => void): Attachment<HTMLVideoElement> =>
	(video) => {
		const play = () => {
			if (video.srcObject !== null)
				video.play().catch((error: unknown) => {
					// The other rejection is AbortError: a newer stream has taken this one's place and is played in its turn.
					if (!video.muted && error instanceof DOMException && error.name === 'NotAllowedError') refused();
				});
		};
		video.muted = untrack(silent);
		$effect(() => {
			video.muted = silent();
			play();
		});
		const stop = media.watch(mediaID, (stream) => {
			// Setting the same stream again would blank the picture for a moment.
			if (video.srcObject !== stream) video.srcObject = stream;
			play();
		});
		return () => {
			stop();
			video.srcObject = null;
		};
	};
