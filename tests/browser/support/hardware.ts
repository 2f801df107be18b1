/**
 * Two cameras and two microphones that can be plugged in, unplugged, taken by another program and muted by the system, a browser
 * that asks, and a screen to share. Runs in the page, before its own script and before the probe, which counts what really was
 * opened. What is opened is one of Chromium's own fake devices.
 */
import type { DeviceKind } from '../../../machines/engine';

export type Which = 'first' | 'second';
/** The states of `tests/world/machines/device.ts`. */
export type DeviceState = 'free' | 'absent' | 'taken' | 'muted';

export type HardwareOptions = {
	/** Neither of the kind is plugged in. */
	missing: DeviceKind[];
	/** By the system, from the start. */
	muted: DeviceKind[];
	/** The browser's permission prompt is on the screen until it is answered. */
	unanswered: boolean;
	/** No sound before a click. Chromium's own policy can't be used: it takes every look of Playwright at the page for a click. */
	soundNeedsClick: boolean;
	/** Held upright. Its first camera looks at the person, its second the other way. */
	phone: boolean;
};

export type Hardware = {
	put(kind: DeviceKind, which: Which | 'both', state: DeviceState): void;
	/** The system gives this one to whoever asks for none in particular. */
	makeDefault(kind: DeviceKind, which: Which): void;
	/** The system mutes what is open of the kind until that is opened anew, as iOS does for a phone call. */
	interrupt(kind: DeviceKind): void;
	/** Which one a track is of. */
	ofTrack(track: MediaStreamTrack): Which | null;
	/** From now on the browser asks before it opens one of the kind. */
	ask(kind: DeviceKind): void;
	/** The question is gone. `dismissed`: without an answer. */
	answer(kind: DeviceKind, how: 'answered' | 'dismissed'): void;
	/** From now on it asks before it opens anything, a screen too; and then all is allowed. */
	askForAll(): void;
	allowAll(): void;
	/** How many questions are on the screen. */
	prompts(): number;
	/** The next picker of screens is closed without a choice, or fails; `words`: the browser's own. */
	nextScreen(outcome: 'NotAllowedError' | 'NotReadableError', words: string): void;
	/** The window that is shared, or will be, is minimised, or seen again. */
	muteScreen(muted: boolean): void;
	/** The phone is laid on its side, or held upright again. */
	turnPhone(): void;
	/** What was asked for when a screen was shared last. */
	screenOptions(): DisplayMediaStreamOptions | undefined;
};

declare global {
	interface Window {
		hardware: Hardware;
	}
}

/** What Chromium itself can't be told at run time. */
export function installHardware(options: Partial<HardwareOptions>): void {
	const { missing = [], muted = [], unanswered = false, soundNeedsClick = false, phone = false } = options;
	type Machine = Record<Which, DeviceState> & { default: Which };
	type Question = { isDismissed: boolean; waiting: (() => void)[] };
	type Chosen = { kind: DeviceKind; which: Which; real: MediaDeviceInfo };
	const startOf = (kind: DeviceKind): Machine => {
		const state = missing.includes(kind) ? 'absent' : muted.includes(kind) ? 'muted' : 'free';
		return { first: state, second: state, default: 'first' };
	};
	const machine: Record<DeviceKind, Machine> = { camera: startOf('camera'), microphone: startOf('microphone') };
	const questions = new Map<DeviceKind | 'screen', Question>();
	let isAskingForAll = false;
	let prompts = 0;
	const owners = new Map<MediaStreamTrack, { kind: DeviceKind; which: Which }>();
	const interrupted = new Set<MediaStreamTrack>();
	const ALL = ['camera', 'microphone'] as const;
	const WHICH = ['first', 'second'] as const;
	const INPUT = { camera: 'videoinput', microphone: 'audioinput' } as const;
	const MEDIA = { camera: 'video', microphone: 'audio' } as const;

	const { mediaDevices } = navigator;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
	const query = navigator.permissions.query.bind(navigator.permissions);
	const stateOf = Object.getOwnPropertyDescriptor(PermissionStatus.prototype, 'state')?.get;

	/** Chromium's second fake camera is one for depth, of which WebRTC sends nothing. */
	const realOf = async (kind: DeviceKind): Promise<Partial<Record<Which, MediaDeviceInfo>>> => {
		const all = (await enumerateDevices()).filter(
			(one) => one.kind === INPUT[kind] && one.deviceId !== '' && one.deviceId !== 'default'
		);
		const [first, second] = [all[0], all.at(kind === 'camera' ? 2 : 1)];
		return { ...(first && { first }), ...(second && { second }) };
	};
	const pluggedOf = (kind: DeviceKind): Which[] => {
		const order = machine[kind].default === 'first' ? WHICH : WHICH.toReversed();
		return order.filter((which) => machine[kind][which] !== 'absent');
	};
	const infoOf = (kind: DeviceKind, deviceId: string, label: string, groupId: string) => {
		const info = { kind: INPUT[kind], deviceId, label, groupId };
		return { ...info, toJSON: () => info };
	};

	mediaDevices.enumerateDevices = async () => {
		const outputs = (await enumerateDevices()).filter(({ kind }) => kind === 'audiooutput');
		const inputs = await Promise.all(
			(['microphone', 'camera'] as const).map(async (kind) => {
				const plugged = pluggedOf(kind);
				const real = await realOf(kind);
				if (!real.first) return plugged.length > 0 ? [infoOf(kind, '', '', '')] : [];
				const named = plugged.flatMap((which) => {
					const one = real[which];
					return one ? [infoOf(kind, one.deviceId, one.label, one.groupId)] : [];
				});
				const [usual] = named;
				if (kind === 'camera' || !usual) return named;
				return [infoOf(kind, 'default', `Default - ${usual.label}`, usual.groupId), ...named];
			})
		);
		return [...inputs.flat(), ...outputs];
	};

	const asked = async (...about: (DeviceKind | 'screen')[]) => {
		const open = about.flatMap((one) => questions.get(one) ?? []);
		if (open.length === 0) return;
		prompts++;
		await Promise.all(open.map((question) => new Promise<void>((resolve) => question.waiting.push(resolve))));
		prompts--;
		if (open.some(({ isDismissed }) => isDismissed)) throw new DOMException('Permission dismissed', 'NotAllowedError');
	};
	const ask = (about: DeviceKind | 'screen') => void questions.set(about, { isDismissed: false, waiting: [] });
	const answer = (about: DeviceKind | 'screen', how: 'answered' | 'dismissed') => {
		const question = questions.get(about);
		questions.delete(about);
		if (!question) return;
		question.isDismissed = how === 'dismissed';
		question.waiting.forEach((goOn) => goOn());
	};
	const setAskingForAll = (asks: boolean) => {
		isAskingForAll = asks;
		for (const about of [...ALL, 'screen'] as const) {
			if (asks) ask(about);
			else answer(about, 'answered');
		}
	};
	navigator.permissions.query = async (descriptor) => {
		const status = await query(descriptor);
		return Object.defineProperty(status, 'state', {
			get: (): unknown => (isAskingForAll ? 'prompt' : stateOf?.call(status))
		});
	};

	/** What is asked for in particular: the app asks by exact IDs. */
	const askedFor = (constraints: MediaTrackConstraints | boolean | undefined): string | null => {
		const wanted = typeof constraints === 'object' ? constraints.deviceId : undefined;
		const exact = typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : null;
		return typeof exact === 'string' && exact !== 'default' ? exact : null;
	};
	const choose = async (kind: DeviceKind, constraints: MediaStreamConstraints): Promise<Chosen> => {
		if (stateOf?.call(await query({ name: kind })) === 'denied')
			throw new DOMException('Permission denied', 'NotAllowedError');
		const real = await realOf(kind);
		const wanted = askedFor(constraints[MEDIA[kind]]);
		const which = pluggedOf(kind).find((one) => wanted === null || real[one]?.deviceId === wanted);
		const found = which && real[which];
		if (!found) throw new OverconstrainedError('deviceId');
		if (machine[kind][which] === 'taken') throw new DOMException('Could not start source', 'NotReadableError');
		return { kind, which, real: found };
	};

	const picture = Object.assign(document.createElement('canvas'), { width: 360, height: 640 });
	/** Chromium's own fake cameras are neither upright nor look anywhere. */
	const film = ({ which, real: { deviceId } }: Chosen): MediaStreamTrack => {
		const pen = picture.getContext('2d');
		const [track] = picture.captureStream(10).getVideoTracks();
		if (!track || !pen) throw new Error('A canvas films');
		const drawing = setInterval(() => {
			if (track.readyState === 'ended') clearInterval(drawing);
			pen.fillStyle = `hsl(${(performance.now() / 20) % 360} 60% 50%)`;
			pen.fillRect(0, 0, picture.width, picture.height);
			pen.fillStyle = '#fff';
			pen.fillText('This is what the camera sees', 20, 20);
		}, 100);
		const facingMode = which === 'second' ? 'environment' : 'user';
		track.getSettings = () => ({ deviceId, facingMode, width: picture.width, height: picture.height });
		return track;
	};

	mediaDevices.getUserMedia = async (constraints = {}) => {
		const kinds = ALL.filter((kind) => constraints[MEDIA[kind]]);
		if (kinds.some((kind) => pluggedOf(kind).length === 0))
			throw new DOMException('Requested device not found', 'NotFoundError');
		await asked(...kinds);
		const chosen: Chosen[] = [];
		for (const kind of kinds) chosen.push(await choose(kind, constraints));
		const filmed = chosen.find(({ kind }) => phone && kind === 'camera');
		const exact = chosen
			.filter((one) => one !== filmed)
			.map(({ kind, real }) => {
				const given = constraints[MEDIA[kind]];
				return [MEDIA[kind], { ...(typeof given === 'object' && given), deviceId: { exact: real.deviceId } }] as const;
			});
		const stream = exact.length > 0 ? await getUserMedia(Object.fromEntries(exact)) : new MediaStream();
		if (filmed) stream.addTrack(film(filmed));
		for (const one of chosen)
			for (const track of stream.getTracks())
				if (track.kind === MEDIA[one.kind]) own(track, one, askedFor(constraints[MEDIA[one.kind]]) === null);
		return stream;
	};

	const own = (track: MediaStreamTrack, { kind, which }: Chosen, isUsual: boolean) => {
		owners.set(track, { kind, which });
		const get = () => machine[kind][which] === 'muted' || interrupted.has(track);
		Object.defineProperty(track, 'muted', { get });
		const settings = track.getSettings();
		// The system's default microphone goes by that name, whichever it is.
		if (isUsual && kind === 'microphone') track.getSettings = () => ({ ...settings, deviceId: 'default' });
		// It went away while it was being opened.
		if (['absent', 'taken'].includes(machine[kind][which])) setTimeout(() => end(track));
	};
	const openOf = (kind: DeviceKind, which: Which | 'both') =>
		[...owners].flatMap(([track, owner]) =>
			owner.kind === kind && track.readyState === 'live' && (which === 'both' || owner.which === which) ? [track] : []
		);
	const end = (track: MediaStreamTrack) => {
		track.stop();
		track.dispatchEvent(new Event('ended'));
	};
	const tell = () => mediaDevices.dispatchEvent(new Event('devicechange'));

	let screenOptions: DisplayMediaStreamOptions | undefined;
	let nextScreen: DOMException | null = null;
	let isScreenMuted = false;
	const shared: MediaStreamTrack[] = [];
	mediaDevices.getDisplayMedia = async (options) => {
		screenOptions = options;
		await asked('screen');
		const failure = nextScreen;
		nextScreen = null;
		if (failure !== null) throw failure;
		const screen = await getDisplayMedia(options);
		for (const track of screen.getVideoTracks()) {
			shared.push(track);
			Object.defineProperty(track, 'muted', { get: () => isScreenMuted });
		}
		return screen;
	};

	if (soundNeedsClick) {
		const play = Reflect.get(HTMLMediaElement.prototype, 'play');
		let clicked = false;
		addEventListener('click', () => (clicked = true), true);
		HTMLMediaElement.prototype.play = function () {
			if (this.muted || clicked) return play.call(this);
			return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
		};
	}

	window.hardware = {
		put(kind, which, state) {
			const before = { ...machine[kind] };
			for (const one of WHICH) if (which === 'both' || which === one) machine[kind][one] = state;
			for (const track of openOf(kind, which)) {
				if (state === 'absent' || state === 'taken') end(track);
				else if (state === 'muted') track.dispatchEvent(new Event('mute'));
				else if (before[owners.get(track)?.which ?? 'first'] === 'muted') track.dispatchEvent(new Event('unmute'));
			}
			if (WHICH.some((one) => (before[one] === 'absent') !== (machine[kind][one] === 'absent'))) tell();
		},
		makeDefault(kind, which) {
			machine[kind].default = which;
			tell();
		},
		interrupt(kind) {
			for (const track of openOf(kind, 'both')) {
				interrupted.add(track);
				track.dispatchEvent(new Event('mute'));
			}
		},
		ofTrack: (track) => owners.get(track)?.which ?? null,
		ask,
		answer,
		askForAll: () => setAskingForAll(true),
		allowAll: () => setAskingForAll(false),
		prompts: () => prompts,
		nextScreen: (outcome, words) => (nextScreen = new DOMException(words, outcome)),
		muteScreen(muted) {
			isScreenMuted = muted;
			for (const track of shared) track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
		},
		turnPhone() {
			const { width, height } = picture;
			Object.assign(picture, { width: height, height: width });
		},
		screenOptions: () => screenOptions
	};
	if (unanswered) setAskingForAll(true);
}
