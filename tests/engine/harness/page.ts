/** Runs in the browser: one engine, driven as the call chart drives it, and eyes and ears for what arrives. */
import type { DeviceKind, EngineEvent, RoomLogin } from '../../../machines/engine';
import { streamIDOf } from '../../../machines/stream';
import { createLocalEngine } from '../../../src/lib/engine/local/local.engine';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { leftovers, watchResources } from './resources';

export type LoggedEvent = EngineEvent & { at: number };

watchResources();

const media = new MediaRegistry();
const events: LoggedEvent[] = [];
const videos = new Map<string, HTMLVideoElement>();
let engine: ReturnType<typeof createLocalEngine>;
let user = { userID: '', userName: '' };

function video(id: string): HTMLVideoElement {
	const known = videos.get(id);
	if (known) return known;
	const element = document.body.appendChild(document.createElement('video'));
	element.autoplay = element.muted = element.playsInline = true;
	media.watch(id, (stream) => {
		if (element.srcObject !== stream) element.srcObject = stream;
	});
	videos.set(id, element);
	return element;
}

/** As the chart: everything that is added is played, everything that is deleted is stopped. */
function react(event: EngineEvent): void {
	events.push({ ...event, at: Date.now() });
	if (event.type !== 'room.streamUpdate') return;
	for (const { streamID } of event.streams) {
		if (event.update === 'DELETE') engine.stopPlaying(streamID);
		else {
			video(streamID);
			void engine.startPlaying(streamID);
		}
	}
}

/** Out of 128: the fake microphone beeps far louder, and silence is 0. */
const LOUD = 20;

export const harness = {
	events,

	create(signalURL: string, sessionID: string): void {
		engine = createLocalEngine({ media, signalURL, iceServers: [], sessionID });
		engine.subscribe(react);
	},

	check: () => engine.checkSystemRequirements(),

	open: (device: DeviceKind, deviceID: string | null = null) =>
		engine.openDevice(device, deviceID, new AbortController().signal),
	/** Turned off again before the browser has answered. */
	openInVain(device: DeviceKind): Promise<unknown> {
		const abandoned = new AbortController();
		const opening = engine.openDevice(device, null, abandoned.signal);
		abandoned.abort();
		return opening;
	},
	close: (device: DeviceKind) => engine.closeDevice(device),

	enter(login: RoomLogin) {
		user = login.user;
		return engine.enterLobby(login);
	},

	/** What the chart does from "Start call" on. */
	login(login: RoomLogin, publish: boolean): Promise<void> {
		user = login.user;
		const entered = engine.loginRoom(login);
		if (publish) void engine.startPublishing(streamIDOf(user.userID, 'camera'));
		return entered;
	},

	switchRoom(from: string, login: RoomLogin): Promise<void> {
		const streamID = streamIDOf(user.userID, 'camera');
		engine.stopPublishing(streamID);
		const off = engine.subscribe((event) => {
			if (event.type === 'room.LOGINING') void engine.startPublishing(streamID);
		});
		return engine.switchRoom(from, login).finally(off);
	},

	publish: () => engine.startPublishing(streamIDOf(user.userID, 'camera')),
	unpublish: () => engine.stopPublishing(streamIDOf(user.userID, 'camera')),
	renew: (token: string) => engine.renewToken(token),
	logout: () => engine.logoutRoom(),
	leave(): void {
		engine.stopPreview();
		engine.logoutRoom();
	},
	destroy: () => engine.destroy(),

	async share(): Promise<void> {
		await engine.startScreenCapture(new AbortController().signal);
		await engine.startPublishing(streamIDOf(user.userID, 'screen'));
	},
	unshare(): void {
		engine.stopPublishing(streamIDOf(user.userID, 'screen'));
		engine.stopScreenCapture();
	},

	/** Pictures shown so far. */
	frames: (id: string): number => videos.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0,

	/** Loudest sample of a stream until it is loud, 0–128. */
	async loudness(id: string): Promise<number> {
		const stream = media.get(id);
		if (!stream) return 0;
		const context = new AudioContext();
		const analyser = context.createAnalyser();
		context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
		const samples = new Uint8Array(analyser.fftSize);
		let loudest = 0;
		const end = performance.now() + 1_200;
		while (performance.now() < end && loudest < LOUD) {
			analyser.getByteTimeDomainData(samples);
			for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample - 128));
			await new Promise(requestAnimationFrame);
		}
		await context.close();
		return loudest;
	},

	/** What a stream consists of. */
	tracks: (id: string): string[] =>
		(media.get(id)?.getTracks() ?? []).map(({ kind, readyState }) => `${kind} ${readyState}`),
	shows: (id: string): boolean => media.get(id) !== null,
	/** As if the device were pulled out: no fake device can be. */
	unplug(device: DeviceKind): void {
		const kind = device === 'camera' ? 'video' : 'audio';
		for (const track of media.get('preview')?.getTracks() ?? []) {
			if (track.kind === kind) track.dispatchEvent(new Event('ended'));
		}
	},
	endScreen(): void {
		for (const track of media.get('my-screen')?.getVideoTracks() ?? []) track.dispatchEvent(new Event('ended'));
	},
	leftovers
};

export type Harness = typeof harness;
Object.assign(window, { harness });
