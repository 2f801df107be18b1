/**
 * Two cameras and two microphones that can be plugged in, unplugged, taken by another program and muted by the system, and a
 * browser that asks. Runs in the page, before its own script. What is opened is one of Chromium's own fake devices.
 */

export type Kind = 'camera' | 'microphone';
export const KINDS = ['camera', 'microphone'] as const satisfies readonly Kind[];
export type Which = 'first' | 'second';
/** The states of `machines/device.ts`. */
export type DeviceState = 'free' | 'absent' | 'taken' | 'muted';

export type WorldHardware = {
	put(kind: Kind, which: Which, state: DeviceState): void;
	makeDefault(kind: Kind, which: Which): void;
	/** From now on the browser asks before it opens one of the kind. */
	ask(kind: Kind): void;
	/** The question is gone. `dismissed`: without an answer, and the next time it is asked again. */
	answer(kind: Kind, how: 'answered' | 'dismissed'): void;
	/** Whether the question is on the screen. */
	isAsked(kind: Kind): boolean;
	/** Which one a track is of. */
	ofTrack(track: MediaStreamTrack): Which | null;
};

declare global {
	interface Window {
		worldHardware: WorldHardware;
	}
}

export function installWorldHardware(): void {
	type Machine = Record<Which, DeviceState> & { default: Which };
	type Question = { isDismissed: boolean; waiting: (() => void)[] };
	const machine: Record<Kind, Machine> = {
		camera: { first: 'free', second: 'free', default: 'first' },
		microphone: { first: 'free', second: 'free', default: 'first' }
	};
	const questions = new Map<Kind, Question>();
	const owners = new Map<MediaStreamTrack, { kind: Kind; which: Which }>();
	const WHICH = ['first', 'second'] as const;
	const INPUT = { camera: 'videoinput', microphone: 'audioinput' } as const;
	const MEDIA = { camera: 'video', microphone: 'audio' } as const;

	const { mediaDevices } = navigator;
	const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
	const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);

	/** Chromium's second fake camera is one for depth, of which WebRTC sends nothing. */
	const realOf = async (kind: Kind): Promise<Partial<Record<Which, MediaDeviceInfo>>> => {
		const all = (await enumerateDevices()).filter(
			(one) => one.kind === INPUT[kind] && one.deviceId !== '' && one.deviceId !== 'default'
		);
		const [first, second] = [all[0], all.at(kind === 'camera' ? 2 : 1)];
		return { ...(first && { first }), ...(second && { second }) };
	};
	const pluggedOf = (kind: Kind): Which[] => {
		const order = machine[kind].default === 'first' ? WHICH : WHICH.toReversed();
		return order.filter((which) => machine[kind][which] !== 'absent');
	};
	const infoOf = (kind: Kind, deviceId: string, label: string, groupId: string) => {
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

	const askedFor = (constraints: MediaTrackConstraints | boolean | undefined): string | null => {
		if (typeof constraints !== 'object') return null;
		const wanted = constraints.deviceId;
		const exact = typeof wanted === 'object' && 'exact' in wanted ? wanted.exact : null;
		return typeof exact === 'string' && exact !== 'default' ? exact : null;
	};
	const stateOf = async (kind: Kind) => (await navigator.permissions.query({ name: kind })).state;

	mediaDevices.getUserMedia = async (constraints = {}) => {
		const kinds = (['camera', 'microphone'] as const).filter((kind) => constraints[MEDIA[kind]]);
		for (const kind of kinds)
			if (pluggedOf(kind).length === 0) throw new DOMException('Requested device not found', 'NotFoundError');
		for (const kind of kinds) {
			const question = questions.get(kind);
			if (!question) continue;
			await new Promise<void>((resolve) => question.waiting.push(resolve));
			if (question.isDismissed) throw new DOMException('Permission dismissed', 'NotAllowedError');
		}
		const chosen: { kind: Kind; which: Which; real: MediaDeviceInfo }[] = [];
		for (const kind of kinds) {
			if ((await stateOf(kind)) === 'denied') throw new DOMException('Permission denied', 'NotAllowedError');
			const real = await realOf(kind);
			const wanted = askedFor(constraints[MEDIA[kind]]);
			const which = pluggedOf(kind).find((one) => wanted === null || real[one]?.deviceId === wanted);
			const found = which && real[which];
			if (!found) throw new OverconstrainedError('deviceId');
			if (machine[kind][which] === 'taken') throw new DOMException('Could not start source', 'NotReadableError');
			chosen.push({ kind, which, real: found });
		}
		const exact = chosen.map(({ kind, real }) => {
			const given = constraints[MEDIA[kind]];
			return [MEDIA[kind], { ...(typeof given === 'object' && given), deviceId: { exact: real.deviceId } }] as const;
		});
		const stream = await getUserMedia(Object.fromEntries(exact));
		for (const { kind, which } of chosen)
			for (const track of stream.getTracks().filter((one) => one.kind === MEDIA[kind])) own(track, kind, which);
		return stream;
	};

	const own = (track: MediaStreamTrack, kind: Kind, which: Which) => {
		owners.set(track, { kind, which });
		Object.defineProperty(track, 'muted', { get: () => machine[kind][which] === 'muted' });
		// It went away while it was being opened.
		if (['absent', 'taken'].includes(machine[kind][which])) setTimeout(() => end(track));
	};
	const end = (track: MediaStreamTrack) => {
		track.stop();
		track.dispatchEvent(new Event('ended'));
	};
	const tell = () => mediaDevices.dispatchEvent(new Event('devicechange'));

	window.worldHardware = {
		put(kind, which, state) {
			const before = machine[kind][which];
			machine[kind][which] = state;
			const open = [...owners].filter(
				([track, owner]) => owner.kind === kind && owner.which === which && track.readyState === 'live'
			);
			for (const [track] of open) {
				if (state === 'absent' || state === 'taken') end(track);
				else if (state === 'muted') track.dispatchEvent(new Event('mute'));
				else if (before === 'muted') track.dispatchEvent(new Event('unmute'));
			}
			if (before === 'absent' || state === 'absent') tell();
		},
		makeDefault(kind, which) {
			machine[kind].default = which;
			tell();
		},
		ask: (kind) => void questions.set(kind, { isDismissed: false, waiting: [] }),
		answer(kind, how) {
			const question = questions.get(kind);
			questions.delete(kind);
			if (!question) return;
			question.isDismissed = how === 'dismissed';
			question.waiting.forEach((goOn) => goOn());
		},
		isAsked: (kind) => (questions.get(kind)?.waiting.length ?? 0) > 0,
		ofTrack: (track) => owners.get(track)?.which ?? null
	};
}
