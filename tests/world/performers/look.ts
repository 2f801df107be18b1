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
	/** The live ones. */
	tracks: Track[];
	open: { tracks: number; connections: number; sockets: number };
	tiles: Tile[];
	/** The buttons and links that can be pressed. */
	ways: string[];
	/** What has happened on the page of late, for whoever asks how it came to be so. */
	lately: string[];
};

/** So many happenings tell how the last steps went. */
const LATELY = 15;
const NAMES = { camera: en.camera_off, microphone: en.mute_microphone };

/** Runs in the page. */
function look({ names, lately }: { names: Record<DeviceKind, string>; lately: number }): Seen {
	const words = (element: Element | null) => element?.textContent.trim() ?? '';
	const main = document.querySelector<HTMLElement>('main[data-call-state]');
	const button = (kind: DeviceKind) => {
		const it = document.querySelector(`button[aria-label="${names[kind]}"]`);
		return it && { isOn: it.ariaPressed === 'false', isBusy: it.ariaBusy === 'true' };
	};
	const isVisible = (video: Element | null) => video !== null && getComputedStyle(video).visibility === 'visible';
	const screen = main?.dataset.screen ?? '';
	const framesOf = (video: HTMLVideoElement | null) => video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
	const tiles = [...document.querySelectorAll<HTMLElement>('[data-tile]')].map((tile) => ({
		userID: tile.dataset.userId ?? '',
		local: tile.dataset.local !== undefined,
		source: tile.dataset.source ?? '',
		state: tile.dataset.playerState ?? '',
		isSeen: isVisible(tile.querySelector('video')),
		frames: framesOf(tile.querySelector('video')),
		marks: [...tile.querySelectorAll('*')].filter((it) => it.childElementCount === 0).map(words)
	}));
	const kindOf = (track: MediaStreamTrack): DeviceKind => (track.kind === 'video' ? 'camera' : 'microphone');
	const tracks = window.probe.tracks
		.filter(({ readyState }) => readyState === 'live')
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
		lately: window.probe.journal
			.slice(-lately)
			.map(({ at, what, text }) => `${new Date(at).toISOString().slice(17, 23)} ${what}: ${text}`)
	};
}

export const lookAt = (page: Page): Promise<Seen> => page.evaluate(look, { names: NAMES, lately: LATELY });
