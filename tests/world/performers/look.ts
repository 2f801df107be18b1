/** A look at a page: what a person sees of it, and what it has open. */
import type { Page } from 'playwright-core';
import en from '../../../messages/en.json';
import type { DeviceKind } from '../../../machines/engine';
import type { Which } from '../../browser/support/hardware';

export type Note = { words: string; buttons: string[] };
export type Track = { kind: DeviceKind; which: Which | null; enabled: boolean; muted: boolean };
export type Tile = {
	userID: string;
	local: boolean;
	source: string;
	state: string;
	/** The picture is visible. */
	isSeen: boolean;
	/** So many pictures have been shown. */
	frames: number;
	/** The share of the picture that is not cropped. */
	uncropped: number;
	/** Its sound comes out, as far as the page is concerned, or there is none. */
	isAudible: boolean;
	/** As it is written there. */
	name: string;
	marks: string[];
};
export type Seen = {
	/** Where the call is: a state of its chart. Empty on other pages. */
	state: string;
	screen: string;
	heading: string;
	/** Of the two buttons; null where there are none. */
	buttons: Record<DeviceKind, { isOn: boolean; isBusy: boolean } | null>;
	/** Something waits: a button turns. */
	isBusy: boolean;
	/** The preview, or my own tile, shows the picture of my camera. */
	isPreviewed: boolean;
	notes: Note[];
	/** The live ones of camera and microphone. */
	tracks: Track[];
	open: { tracks: number; connections: number; sockets: number };
	tiles: Tile[];
	/** The buttons and links that can be pressed. */
	ways: string[];
	/** The path of the page. */
	path: string;
	/** What of the inspector is not in the box drawn for it. */
	spilled: string[];
	/** What was asked for when a screen was shared last. */
	asked: DisplayMediaStreamOptions | null;
	/** So many offers of a connection the page has sent since the step began. */
	offers: number;
	/** What has been said since the step began. */
	told: string[];
	/** Since the step began: who was said to have gone, or that the page has lost the room. */
	lost: string[];
	/** What has happened on the page of late, for whoever asks how it came to be so. */
	lately: string[];
};

/** So many happenings tell how the last steps went. */
const LATELY = 15;
/** How wide the ring around a countdown is drawn. */
const RING = 18;
const LOST = [en.notice_left, en.notice_lost].map((words) => words.replace('{name}', '').trim());
const NAMES = { camera: en.camera_off, microphone: en.mute_microphone };

type Looking = { names: Record<DeviceKind, string>; lately: number; lost: string[]; since: number; ring: number };

/** Runs in the page. */
function look({ names, lately, lost, since, ring }: Looking): Seen {
	const words = (element: Element | null) => element?.textContent.trim() ?? '';
	const main = document.querySelector<HTMLElement>('main[data-call-state]');
	const button = (kind: DeviceKind) => {
		const it = document.querySelector(`button[aria-label="${names[kind]}"]`);
		return it && { isOn: it.ariaPressed === 'false', isBusy: it.ariaBusy === 'true' };
	};
	const isVisible = (video: Element | null) => video !== null && getComputedStyle(video).visibility === 'visible';
	const screen = main?.dataset.screen ?? '';
	const framesOf = (video: HTMLVideoElement | null) => video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
	const isAudible = (video: HTMLVideoElement | null) => {
		if (!(video?.srcObject instanceof MediaStream) || video.srcObject.getAudioTracks().length === 0) return true;
		return !video.muted && !video.paused && video.volume > 0;
	};
	const uncropped = (video: HTMLVideoElement | null) => {
		if (!video || video.videoWidth === 0) return 1;
		const { videoWidth, videoHeight, offsetWidth, offsetHeight, parentElement } = video;
		const scale = Math.max(offsetWidth / videoWidth, offsetHeight / videoHeight);
		const width = Math.min(offsetWidth, parentElement?.clientWidth ?? 0);
		const height = Math.min(offsetHeight, parentElement?.clientHeight ?? 0);
		return Math.min(1, width / (videoWidth * scale)) * Math.min(1, height / (videoHeight * scale));
	};
	const isSpilled = (text: Element) => {
		const range = document.createRange();
		range.selectNodeContents(text);
		const [inner, outer] = [range, text.closest('[data-box]') ?? text].map((it) => it.getBoundingClientRect());
		if (!inner || !outer) return false;
		const slack = 1;
		const isBeside = inner.left < outer.left - slack || inner.right > outer.right + slack;
		return isBeside || inner.top < outer.top - slack || inner.bottom > outer.bottom + slack;
	};
	const isBent = (timer: Element) => {
		const viewport = document.querySelector('.svelte-flow__viewport');
		const zoom = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1;
		const { width, height } = timer.getBoundingClientRect();
		return [width, height].some((size) => Math.abs(size / zoom - ring) > 0.5);
	};
	const recently = window.probe.journal.filter(({ at }) => at >= since);
	const tiles = [...document.querySelectorAll<HTMLElement>('[data-tile]')].map((tile) => ({
		userID: tile.dataset.userId ?? '',
		local: tile.dataset.local !== undefined,
		source: tile.dataset.source ?? '',
		state: tile.dataset.playerState ?? '',
		isSeen: isVisible(tile.querySelector('video')),
		frames: framesOf(tile.querySelector('video')),
		uncropped: uncropped(tile.querySelector('video')),
		isAudible: isAudible(tile.querySelector('video')),
		name: words(tile.querySelector('.name')),
		marks: [...tile.querySelectorAll('*')].filter((it) => it.childElementCount === 0).map(words)
	}));
	const kindOf = (track: MediaStreamTrack): DeviceKind => (track.kind === 'video' ? 'camera' : 'microphone');
	const tracks = window.probe.tracks
		.filter((track) => track.readyState === 'live' && track.getSettings().displaySurface === undefined)
		.map((track) => ({
			kind: kindOf(track),
			which: 'hardware' in window ? window.hardware.ofTrack(track) : null,
			enabled: track.enabled,
			muted: track.muted
		}));
	return {
		state: main?.dataset.callState ?? '',
		screen,
		heading: words(document.querySelector('h1')),
		buttons: { camera: button('camera'), microphone: button('microphone') },
		isBusy: document.querySelector('main [aria-busy=true]') !== null,
		isPreviewed:
			screen === 'lobby'
				? isVisible(document.querySelector('.preview video'))
				: tiles.some(({ local, source, isSeen }) => local && source === 'camera' && isSeen),
		notes: [...document.querySelectorAll('.note')].map((note) => ({
			words: words(note.querySelector('p')),
			buttons: [...note.querySelectorAll('button, a')].map(words)
		})),
		tracks,
		open: window.probe.open(),
		tiles,
		ways: [...document.querySelectorAll('main :is(button, a[href])')]
			.filter((it) => it.ariaDisabled !== 'true')
			.map((it) => it.getAttribute('aria-label') ?? words(it)),
		path: location.pathname,
		spilled: [
			...[...document.querySelectorAll('[data-box] [data-text]')].filter(isSpilled).map(words),
			...[...document.querySelectorAll('[data-timer]')].filter(isBent).map(() => 'a countdown ring')
		],
		asked: 'hardware' in window ? (window.hardware.screenOptions() ?? null) : null,
		offers: recently.filter(({ what }) => what === 'offered').length,
		told: recently.filter(({ what }) => what === 'says').map(({ text }) => text),
		lost: recently
			.filter(
				({ what, text }) =>
					(what === 'state' && text === 'reconnecting') || (what === 'says' && lost.some((end) => text.endsWith(end)))
			)
			.map(({ text }) => text),
		lately: window.probe.journal
			.slice(-lately)
			.map(({ at, what, text }) => `${new Date(at).toISOString().slice(17, 23)} ${what}: ${text}`)
	};
}

/** `since`: when the step began, in ms since 1970. */
export const lookAt = (page: Page, since: number): Promise<Seen> =>
	page.evaluate(look, { names: NAMES, lately: LATELY, lost: LOST, since, ring: RING });
