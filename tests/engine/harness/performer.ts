/** Any engine, driven as the call chart drives it, with a record of what it reports. Runs where the engine runs. */
import type {
	CallEngine,
	DeviceChoice,
	DeviceKind,
	EngineEvent,
	NoiseSuppression,
	RoomLogin
} from '../../../machines/engine';
import { streamIDOf, type StreamSource } from '../../../machines/stream';
import type { VideoHeight } from '../../../machines/video.height';
import type { MediaRegistry } from '../../../src/lib/engine/media';
import type { Leftovers } from './resources';

export type LoggedEvent = EngineEvent & { at: number };
/** What was asked for and what came of it: a promise that never settles stays `asked`. */
export type Outcome = 'asked' | 'done' | { failed: unknown };

/** Eyes and ears for what arrives. */
export interface Senses {
	show(id: string): void;
	/** Pictures shown so far. */
	frames(id: string): number | Promise<number>;
	/** Of the picture's shorter side; 0 before there is one. */
	lines(id: string): number;
	/** Sound that has arrived so far, as the probe counts it. */
	sound(id: string): number | Promise<number>;
}

export interface Cast {
	readonly engine: CallEngine;
	readonly media: MediaRegistry;
	readonly senses: Senses;
	leftovers(): Leftovers;
}

export function performer({ engine, media, senses, leftovers }: Cast) {
	const events: LoggedEvent[] = [];
	const outcomes: { of: string; outcome: Outcome }[] = [];
	const cancel = { camera: new AbortController(), microphone: new AbortController() };
	let me = '';

	const note = async (of: string, promise: Promise<unknown>): Promise<void> => {
		const entry: (typeof outcomes)[number] = { of, outcome: 'asked' };
		outcomes.push(entry);
		entry.outcome = await promise.then(
			() => 'done' as const,
			(failed: unknown) => ({ failed })
		);
	};

	/** As the chart: everything that is added is played, everything that is deleted is stopped. */
	function react(event: EngineEvent): void {
		events.push({ ...event, at: Date.now() });
		if (event.type !== 'room.streamUpdate') return;
		for (const { streamID } of event.streams) {
			if (event.update === 'DELETE') engine.stopPlaying(streamID);
			else {
				senses.show(streamID);
				void note(`play ${streamID}`, engine.startPlaying(streamID));
			}
		}
	}

	/** As soon as the port allows it. */
	const publishInNextRoom = () => {
		const off = engine.subscribe((event) => {
			if (event.type !== 'room.LOGINING') return;
			off();
			void note('publish', engine.startPublishing(streamIDOf(me, 'camera')));
		});
	};

	const endTracks = (id: string, kind: string) => {
		for (const track of media.get(id)?.getTracks() ?? [])
			if (track.kind === kind) {
				track.stop();
				track.dispatchEvent(new Event('ended'));
			}
	};

	engine.subscribe(react);

	return {
		told: () => [...events],
		/** By the clock of this person, as in `told`. */
		now: () => Date.now(),
		/** What came of the latest of its kind. */
		outcomeOf: (of: string): Outcome | undefined => outcomes.findLast((entry) => entry.of === of)?.outcome,
		check: () => engine.checkSystemRequirements(),
		/** As someone who starts the call while the lobby is still checking. */
		checkTwice: () => Promise.all([engine.checkSystemRequirements(), engine.checkSystemRequirements()]),
		open(device: DeviceKind, choice: DeviceChoice | null = null) {
			cancel[device] = new AbortController();
			return engine.openDevice(device, choice, cancel[device].signal);
		},
		/** Turned off again before it is there. */
		openInVain(device: DeviceKind): Promise<unknown> {
			const abandoned = new AbortController();
			const opening = engine.openDevice(device, null, abandoned.signal);
			abandoned.abort();
			return opening;
		},
		close: (device: DeviceKind) => engine.closeDevice(device),
		suppressNoise: (suppression: NoiseSuppression) =>
			engine.setNoiseSuppression(suppression, new AbortController().signal),
		/** As if the device were pulled out: no fake device can be. */
		unplug: (device: DeviceKind) => endTracks('preview', device === 'camera' ? 'video' : 'audio'),
		/** As if the system did it: no fake device can be muted. */
		systemMutes(device: DeviceKind, muted: boolean): void {
			for (const track of media.get('preview')?.getTracks() ?? []) {
				if (track.kind !== (device === 'camera' ? 'video' : 'audio')) continue;
				Object.defineProperty(track, 'muted', { value: muted, configurable: true });
				track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
			}
		},

		/** From now on, aloud or not at all: for whoever has a `voice`. */
		speaks: (aloud: boolean): void | Promise<void> => window.voice.speak(aloud),

		enter: (login: RoomLogin) => engine.enterLobby(login),
		/** What the chart does from "Start call" on; what comes of it is in `outcomeOf`. */
		login(login: RoomLogin, publish = false): void {
			me = login.user.userID;
			if (publish) publishInNextRoom();
			void note('login', engine.loginRoom(login));
		},
		switchRoom(from: string, login: RoomLogin): void {
			engine.stopPublishing(streamIDOf(me, 'camera'));
			publishInNextRoom();
			void note('switch', engine.switchRoom(from, login));
		},
		publish: (source: StreamSource = 'camera') => engine.startPublishing(streamIDOf(me, source)),
		/** Without waiting for an answer. */
		askToPublish: (streamID = streamIDOf(me, 'camera')): void => void note('publish', engine.startPublishing(streamID)),
		publishAs: (streamID: string) => engine.startPublishing(streamID),
		unpublish: (source: StreamSource = 'camera') => engine.stopPublishing(streamIDOf(me, source)),
		play: (streamID: string) => engine.startPlaying(streamID),
		/** As when the tile of the stream is this large. */
		resize: (streamID: string, height: VideoHeight) => engine.setPlayStreamVideoType(streamID, height),
		/** As when they have chosen how large they are sent at most. */
		limit: (most: VideoHeight) => engine.setVideoConfig(streamIDOf(me, 'camera'), most),
		write: (messageID: string, text: string): Promise<void> => engine.sendBroadcastMessage(messageID, text),
		renew: (token: string) => engine.renewToken(token),
		async share(): Promise<void> {
			await engine.startScreenCapture(new AbortController().signal);
			await engine.startPublishing(streamIDOf(me, 'screen'));
		},
		unshare(): void {
			engine.stopPublishing(streamIDOf(me, 'screen'));
			engine.stopScreenCapture();
		},
		/** As when the shared window is minimised, or seen again. */
		muteScreen(muted: boolean): void {
			for (const track of media.get('my-screen')?.getVideoTracks() ?? []) {
				Object.defineProperty(track, 'muted', { value: muted, configurable: true });
				track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
			}
		},
		/** As the browser's own "Stop sharing". */
		endScreen: () => endTracks('my-screen', 'video'),
		leave(): void {
			engine.stopPreview();
			engine.logoutRoom();
		},
		destroy: () => engine.destroy(),

		frames: (id: string) => senses.frames(id),
		lines: (id: string) => senses.lines(id),
		sound: (id: string) => senses.sound(id),
		tracks: (id: string): string[] =>
			(media.get(id)?.getTracks() ?? []).map(({ kind, readyState }) => `${kind} ${readyState}`),
		shows: (id: string): boolean => media.get(id) !== null,
		leftovers
	};
}

export type Performer = ReturnType<typeof performer>;
