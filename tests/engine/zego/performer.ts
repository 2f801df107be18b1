/** Runs in the browser: any engine, driven as the call chart drives it, and eyes and ears for what arrives. */
import type { CallEngine, DeviceKind, EngineEvent, RoomLogin } from '../../../machines/engine';
import { streamIDOf } from '../../../machines/stream';
import { MediaRegistry } from '../../../src/lib/engine/media';
import { leftovers } from '../harness/resources';

export type LoggedEvent = EngineEvent & { at: number };
export type CreateEngine<Options> = (media: MediaRegistry, options: Options) => Promise<CallEngine>;

export function performer<Options>(createEngine: CreateEngine<Options>) {
	const media = new MediaRegistry();
	const events: LoggedEvent[] = [];
	const videos = new Map<string, HTMLVideoElement>();
	const cancel = { camera: new AbortController(), microphone: new AbortController() };
	/** Each thing asked for and what came of it, in order: promises that never settle stay `asked`. */
	const outcomes: { of: string; outcome: 'asked' | 'done' | { failed: unknown } }[] = [];
	let engine: CallEngine;
	let me = '';

	const note = async (of: string, promise: Promise<unknown>): Promise<void> => {
		const entry: (typeof outcomes)[number] = { of, outcome: 'asked' };
		outcomes.push(entry);
		entry.outcome = await promise.then(
			() => 'done' as const,
			(failed: unknown) => ({ failed })
		);
	};

	function show(id: string): void {
		if (videos.has(id)) return;
		const element = document.body.appendChild(document.createElement('video'));
		element.autoplay = element.muted = element.playsInline = true;
		media.watch(id, (stream) => {
			if (element.srcObject !== stream) element.srcObject = stream;
		});
		videos.set(id, element);
	}

	/** As the chart: everything that is added is played, everything that is deleted is stopped. */
	function react(event: EngineEvent): void {
		events.push({ ...event, at: Date.now() });
		if (event.type !== 'room.streamUpdate') return;
		for (const { streamID } of event.streams) {
			if (event.update === 'DELETE') engine.stopPlaying(streamID);
			else {
				show(streamID);
				void note(`play ${streamID}`, engine.startPlaying(streamID));
			}
		}
	}

	const publishWhen = (type: EngineEvent['type']) => {
		const off = engine.subscribe((event) => {
			if (event.type !== type) return;
			off();
			void note('publish', engine.startPublishing(streamIDOf(me, 'camera')));
		});
	};

	return {
		events,
		outcomes,
		media,

		async create(options: Options): Promise<void> {
			engine = await createEngine(media, options);
			engine.subscribe(react);
		},
		check: () => engine.checkSystemRequirements(),
		open: (device: DeviceKind, deviceID: string | null = null) => {
			cancel[device] = new AbortController();
			return engine.openDevice(device, deviceID, cancel[device].signal);
		},
		close: (device: DeviceKind) => engine.closeDevice(device),
		abort: (device: DeviceKind) => cancel[device].abort(),
		/** As if the device were pulled out: no fake device can be. */
		unplug(device: DeviceKind): void {
			const kind = device === 'camera' ? 'video' : 'audio';
			for (const track of media.get('preview')?.getTracks() ?? [])
				if (track.kind === kind) {
					track.stop();
					track.dispatchEvent(new Event('ended'));
				}
		},

		/** What the chart does from "Start call" on; what comes of it is in `outcomes`. */
		login(login: RoomLogin, publish = false): void {
			me = login.user.userID;
			if (publish) publishWhen('room.LOGINING');
			void note('login', engine.loginRoom(login));
		},
		switchRoom(from: string, login: RoomLogin): void {
			engine.stopPublishing(streamIDOf(me, 'camera'));
			publishWhen('room.LOGINING');
			void note('switch', engine.switchRoom(from, login));
		},
		publish: (source: 'camera' | 'screen' = 'camera') => engine.startPublishing(streamIDOf(me, source)),
		publishAs: (streamID: string) => engine.startPublishing(streamID),
		unpublish: (source: 'camera' | 'screen' = 'camera') => engine.stopPublishing(streamIDOf(me, source)),
		play: (streamID: string) => engine.startPlaying(streamID),
		renew: (token: string) => engine.renewToken(token),
		share: () => engine.startScreenCapture(new AbortController().signal),
		unshare: () => engine.stopScreenCapture(),
		leave(): void {
			engine.stopPreview();
			engine.logoutRoom();
		},
		destroy: () => engine.destroy(),

		/** Pictures shown so far. */
		frames: (id: string): number => videos.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
		/** The loudest sample of a stream within a second, 0 to 128. */
		loudness: (id: string) => loudness(media.get(id)),
		tracks: (id: string): string[] =>
			(media.get(id)?.getTracks() ?? []).map(({ kind, readyState }) => `${kind} ${readyState}`),
		leftovers
	};
}

export type Performer = ReturnType<typeof performer<unknown>>;

/** The fake microphone beeps every second, far louder than this. */
export const LOUD = 20;

async function loudness(stream: MediaStream | null): Promise<number> {
	const sound = stream?.getAudioTracks() ?? [];
	if (sound.length === 0) return 0;
	const context = new AudioContext();
	const analyser = context.createAnalyser();
	context.createMediaStreamSource(new MediaStream(sound)).connect(analyser);
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
}
