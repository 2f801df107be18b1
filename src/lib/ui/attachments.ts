/** What components attach to elements. */
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

const shown = new Set<() => void>();

/**
 * Shows what the registry holds for `mediaID`. When the browser wants a click before it plays sound, `refused` is
 * called and the picture goes on in silence.
 */
export const showMedia =
	(media: MediaRegistry, mediaID: string, silent: boolean, refused: () => void): Attachment<HTMLVideoElement> =>
	(video) => {
		const play = () => void playOrTell(video, silent, refused);
		const stop = media.watch(mediaID, (stream) => {
			// Setting the same stream again would blank the picture for a moment.
			if (video.srcObject !== stream) video.srcObject = stream;
			play();
		});
		shown.add(play);
		return () => {
			shown.delete(play);
			stop();
			video.srcObject = null;
		};
	};

/** Plays everything again, with sound; to be called in the click that the browser was waiting for. */
export function playAll(): void {
	for (const play of shown) play();
}

async function playOrTell(video: HTMLVideoElement, silent: boolean, refused: () => void): Promise<void> {
	if (video.srcObject === null) return;
	video.muted = silent;
	try {
		await video.play();
	} catch (error) {
		// The other rejection is AbortError: a newer stream has taken this one's place and is played in its turn.
		if (silent || !(error instanceof DOMException && error.name === 'NotAllowedError')) return;
		refused();
		await playOrTell(video, true, refused);
	}
}
