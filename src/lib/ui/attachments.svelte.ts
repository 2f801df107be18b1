import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { MediaRegistry } from '$lib/engine/media';

/** Moves the focus of keyboard and screen reader to the element when it appears, as at the start of a new screen. */
export const focusHere: Attachment<HTMLElement> = (element) => {
	// After a navigation SvelteKit moves the focus to the document, unless an element has `autofocus`.
	element.autofocus = true;
	element.focus({ preventScroll: true });
};

/** Opens a dialog as a modal: the focus stays inside, and Escape closes it. */
export const modal: Attachment<HTMLDialogElement> = (dialog) => dialog.showModal();

/**
 * Plays the registry's stream for `mediaID`, without sound while `silent()`. If the browser wants a click before it plays sound,
 * `refused` is called. The chart then sets `silent`, so the picture plays on. `data-facing` tells which way the camera looks.
 */
export const showMedia =
	(media: MediaRegistry, mediaID: string, silent: () => boolean, refused: () => void): Attachment<HTMLVideoElement> =>
	(video) => {
		const life = new AbortController();
		const play = () => {
			if (video.srcObject === null) return;
			video.play().catch((error: unknown) => {
				// AbortError, the other rejection, means that a newer stream replaced this one. It is played itself.
				if (!(error instanceof DOMException && error.name === 'NotAllowedError')) return;
				refused();
				// Phones that save power refuse pictures without sound too. With the next click, they may play.
				document.addEventListener('click', play, { once: true, signal: life.signal });
			});
		};
		void media.output.add(video, life.signal);
		video.muted = untrack(silent);
		$effect(() => {
			video.muted = silent();
			play();
		});
		let shown: MediaStreamTrack | undefined;
		const stop = media.watch(mediaID, (stream) => {
			const [picture] = stream?.getVideoTracks() ?? [];
			// Setting the same stream again blanks the picture for a moment. WebKit shows another track of it only then.
			if (video.srcObject !== stream || picture !== shown) video.srcObject = stream;
			shown = picture;
			video.dataset.facing = picture?.getSettings().facingMode ?? '';
			play();
		});
		return () => {
			life.abort();
			stop();
			video.srcObject = null;
		};
	};

/** Tells how many lines of the element can be seen, now and after each change: `lines()`, or 0 while nobody can see it. */
export const tellLines =
	(lines: () => number, tell: (lines: number) => void): Attachment =>
	(element) => {
		const life = new AbortController();
		/** Undefined until the browser has looked. */
		let isOnScreen = $state<boolean>();
		let isPageSeen = $state(document.visibilityState === 'visible');
		const observer = new IntersectionObserver((looks) => (isOnScreen = looks.at(-1)?.isIntersecting));
		observer.observe(element);
		const look = () => (isPageSeen = document.visibilityState === 'visible');
		document.addEventListener('visibilitychange', look, { signal: life.signal });
		const seen = $derived(isPageSeen ? isOnScreen && lines() : 0);
		$effect(() => {
			const told = Number(seen);
			if (seen !== undefined) untrack(() => tell(told));
		});
		return () => {
			life.abort();
			observer.disconnect();
		};
	};
