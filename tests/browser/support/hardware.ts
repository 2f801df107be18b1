/** Cameras and microphones that are missing, unplugged, in use, muted, or behind a prompt that is not answered. Runs in the page. */

export type Kind = 'camera' | 'microphone';

export type HardwareOptions = {
	missing: Kind[];
	/** By the system, from the start. */
	muted: Kind[];
	/** The browser's permission prompt is on the screen until it is answered. */
	unanswered: boolean;
	/** No sound before a click. Chromium's own policy can't be used: it takes every look of Playwright at the page for a click. */
	soundNeedsClick: boolean;
	/** Held upright. Its first camera looks at the person, its second the other way. */
	phone: boolean;
};

export type Hardware = {
	/** All of the kind. */
	unplug(kind: Kind): void;
	plugIn(kind: Kind): void;
	/** One of them, by its ID; it need not be open. */
	pull(deviceID: string): void;
	/** Another program has it, and then no longer: all of the kind, or one by its ID. */
	occupy(which: string): void;
	free(which: string): void;
	/** The system mutes all of the kind, also those that are opened later; or only what is open, as iOS does for a phone call. */
	mute(kind: Kind, which: 'all' | 'open'): void;
	unmute(kind: Kind): void;
	/** The system's default microphone becomes another, of which the browser tells the name. */
	moveDefault(label: string): void;
	/** The next picker of screens is closed without a choice, or fails; `words`: the browser's own. */
	nextScreen(outcome: 'NotAllowedError' | 'NotReadableError', words: string): void;
	/** The window that is shared, or will be, is minimised, or seen again. */
	muteScreen(muted: boolean): void;
	/** The phone is laid on its side, or held upright again. */
	turnPhone(): void;
	/** What was asked for when a screen was shared last. */
	screenOptions(): DisplayMediaStreamOptions | undefined;
	/** From now on the browser prompts before it opens anything, a screen too. */
	prompt(): void;
	/** How many prompts are on the screen. */
	prompts(): number;
	/** Allows all that has been prompted for. */
	answer(): void;
};

declare global {
	interface Window {
		hardware: Hardware;
	}
}

/** What Chromium itself can't be told at run time. To be installed before the probe, which counts what really was opened. */
export function installHardware({ missing, muted, unanswered, soundNeedsClick, phone }: HardwareOptions): void {
	const gone = new Set<Kind>(missing);
	/** Device IDs. */
	const unplugged = new Set<string>();
	/** Kinds and device IDs. */
	const occupied = new Set<string>();
	const mutedKinds = new Set<Kind>(muted);
	const mutedTracks = new Set<MediaStreamTrack>();
	let defaultLabel: string | null = null;
	let nextScreen: DOMException | null = null;
	let isScreenMuted = false;
	let screenOptions: DisplayMediaStreamOptions | undefined;
	const open: MediaStreamTrack[] = [];
	const shared: MediaStreamTrack[] = [];
	let answer: (() => void) | undefined;
	let answered = Promise.resolve();
	let isPrompting = false;
	let asked = 0;
	const ask = () => {
		isPrompting = true;
		answered = new Promise((resolve) => {
			answer = () => {
				isPrompting = false;
				resolve();
			};
		});
	};
	if (unanswered) ask();
	const question = async () => {
		asked++;
		await answered;
		asked--;
	};

	const { mediaDevices } = navigator;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
	const kindOf = (kind: string): Kind => (kind.startsWith('video') ? 'camera' : 'microphone');

	mediaDevices.enumerateDevices = async () => {
		const all = await enumerateDevices();
		for (const info of all)
			if (defaultLabel !== null && info.kind === 'audioinput' && info.deviceId === 'default')
				Object.defineProperty(info, 'label', { value: defaultLabel });
		return all.filter(
			({ kind, deviceId }) => kind === 'audiooutput' || !(gone.has(kindOf(kind)) || unplugged.has(deviceId))
		);
	};
	/** What is asked for in particular: the app asks by exact IDs. */
	const askedFor = (wanted: MediaTrackConstraints | boolean | undefined): string => {
		const deviceId = typeof wanted === 'object' ? wanted.deviceId : undefined;
		return typeof deviceId === 'object' && 'exact' in deviceId ? String(deviceId.exact) : '';
	};
	/** The browser's own choice is the first of its kind. */
	const usual = async (kind: Kind) =>
		(await mediaDevices.enumerateDevices()).find((one) => kindOf(one.kind) === kind)?.deviceId ?? '';
	const refuse = async (kind: Kind, wanted: MediaTrackConstraints | boolean | undefined) => {
		if (!wanted) return;
		if (gone.has(kind)) throw new DOMException('Requested device not found', 'NotFoundError');
		if (unplugged.has(askedFor(wanted))) throw new DOMException('No such device', 'OverconstrainedError');
		if (occupied.has(kind) || occupied.has(askedFor(wanted) || (await usual(kind))))
			throw new DOMException('Could not start source', 'NotReadableError');
	};
	const isMuted = (track: MediaStreamTrack) => mutedKinds.has(kindOf(track.kind)) || mutedTracks.has(track);
	/** What of the kind is left, where nothing is asked for in particular. */
	const left = async (kind: Kind, wanted: MediaTrackConstraints | boolean | undefined) => {
		if (!wanted || unplugged.size === 0 || (typeof wanted === 'object' && wanted.deviceId)) return wanted;
		const other = (await mediaDevices.enumerateDevices()).findLast((one) => kindOf(one.kind) === kind);
		return { ...(wanted === true ? {} : wanted), deviceId: { exact: other?.deviceId ?? '' } };
	};
	const picture = Object.assign(document.createElement('canvas'), { width: 360, height: 640 });
	/** Chromium's own fake cameras are neither upright nor look anywhere. */
	const film = async (camera: MediaTrackConstraints | boolean): Promise<MediaStreamTrack> => {
		const cameras = (await enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
		const chosen =
			typeof camera === 'object' ? (camera.deviceId as ConstrainDOMStringParameters | undefined) : undefined;
		const deviceId = String(chosen?.exact ?? cameras[0]?.deviceId ?? '');
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
		const facingMode = deviceId === cameras[1]?.deviceId ? 'environment' : 'user';
		track.getSettings = () => ({ deviceId, facingMode, width: picture.width, height: picture.height });
		return track;
	};
	mediaDevices.getUserMedia = async (constraints = {}) => {
		await question();
		await refuse('camera', constraints.video);
		await refuse('microphone', constraints.audio);
		const [video, audio] = await Promise.all([
			left('camera', constraints.video),
			left('microphone', constraints.audio)
		]);
		const asked = { ...(video && !phone && { video }), ...(audio && { audio }) };
		const stream = video && phone && !audio ? new MediaStream() : await getUserMedia(asked);
		if (video && phone) stream.addTrack(await film(video));
		for (const track of stream.getTracks()) Object.defineProperty(track, 'muted', { get: () => isMuted(track) });
		open.push(...stream.getTracks());
		return stream;
	};
	const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
	mediaDevices.getDisplayMedia = async (options) => {
		screenOptions = options;
		await question();
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
	const query = navigator.permissions.query.bind(navigator.permissions);
	navigator.permissions.query = async (descriptor) => {
		const status = await query(descriptor);
		const real = Object.getOwnPropertyDescriptor(PermissionStatus.prototype, 'state');
		const get = (): unknown => (isPrompting ? 'prompt' : real?.get?.call(status));
		return Object.defineProperty(status, 'state', { get });
	};
	const tell = () => mediaDevices.dispatchEvent(new Event('devicechange'));

	if (soundNeedsClick) {
		const play = Reflect.get(HTMLMediaElement.prototype, 'play');
		let clicked = false;
		addEventListener('click', () => (clicked = true), true);
		HTMLMediaElement.prototype.play = function () {
			if (this.muted || clicked) return play.call(this);
			return Promise.reject(new DOMException('The user has not interacted with the document', 'NotAllowedError'));
		};
	}

	const inUse = (kind: Kind) => open.filter((track) => kindOf(track.kind) === kind && track.readyState === 'live');
	const endOne = (track: MediaStreamTrack) => {
		if (track.readyState === 'ended') return;
		track.stop();
		track.dispatchEvent(new Event('ended'));
	};

	window.hardware = {
		unplug(kind) {
			gone.add(kind);
			inUse(kind).forEach(endOne);
			tell();
		},
		pull(deviceID) {
			unplugged.add(deviceID);
			for (const track of open) if (track.getSettings().deviceId === deviceID) endOne(track);
			tell();
		},
		mute(kind, which) {
			if (which === 'all') mutedKinds.add(kind);
			for (const track of inUse(kind)) {
				mutedTracks.add(track);
				track.dispatchEvent(new Event('mute'));
			}
		},
		unmute(kind) {
			mutedKinds.delete(kind);
			mutedTracks.clear();
			for (const track of inUse(kind)) track.dispatchEvent(new Event('unmute'));
		},
		moveDefault(label) {
			defaultLabel = label;
			tell();
		},
		plugIn(kind) {
			gone.delete(kind);
			tell();
		},
		occupy: (which) => void occupied.add(which),
		free: (which) => void occupied.delete(which),
		nextScreen: (outcome, words) => (nextScreen = new DOMException(words, outcome)),
		muteScreen(muted) {
			isScreenMuted = muted;
			for (const track of shared) track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
		},
		turnPhone() {
			const { width, height } = picture;
			Object.assign(picture, { width: height, height: width });
		},
		screenOptions: () => screenOptions,
		prompt: ask,
		prompts: () => asked,
		answer: () => answer?.()
	};
}
