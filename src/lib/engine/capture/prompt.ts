/** Takes a camera or a microphone. Both at once, where the browser would otherwise prompt for one after the other. */
import { DEVICE_KINDS } from '../../../../machines/device.kinds';
import type { DeviceKind } from '../../../../machines/engine';
import { failure } from '../../../../machines/failure';
import { deviceFailure } from './failures';
import { TRACK_KIND } from './track.kind';
import { permissionOf } from './watch';

type Wanted = Partial<Record<DeviceKind, Promise<MediaTrackConstraints>>>;
/** What is wanted while the permissions are looked up, and what one prompt for all of it gave. */
type Round = { wanted: Wanted; given: Promise<MediaStream | null> };

export class Prompt {
	#round: Round | null = null;

	/** `constraints`: a promise, because a chosen device is looked up first. The other device may have no choice to look up. */
	async take(kind: DeviceKind, constraints: Promise<MediaTrackConstraints>): Promise<MediaStreamTrack> {
		const round = this.#round?.wanted[kind] ? this.#begin() : (this.#round ?? this.#begin());
		round.wanted[kind] = constraints;
		const both = await round.given;
		const stream = both ?? (await ask({ [kind]: constraints }));
		const track = stream.getTracks().find((one) => one.kind === TRACK_KIND[kind]);
		if (!track) throw failure('device.failed', 'no track');
		return track;
	}

	#begin(): Round {
		const wanted: Wanted = {};
		const given = this.#promptOnce(wanted);
		return (this.#round = { wanted, given });
	}

	/** Null where each is to be taken alone. */
	async #promptOnce(wanted: Wanted): Promise<MediaStream | null> {
		const permissions = await Promise.all(DEVICE_KINDS.map(permissionOf));
		if (this.#round?.wanted === wanted) this.#round = null;
		const prompts = permissions.every((permission) => permission === null || permission.state === 'prompt');
		if (!prompts || DEVICE_KINDS.some((kind) => !wanted[kind])) return null;
		try {
			return await ask(wanted);
		} catch (error) {
			// If one is missing or in use, the other can still be had. Whoever has said no is not asked again.
			const now = await Promise.all(DEVICE_KINDS.map(permissionOf));
			if (isDenied(error) && now.every((permission) => permission?.state !== 'granted')) throw error;
			return null;
		}
	}
}

const isDenied = (error: unknown) =>
	typeof error === 'object' && error !== null && 'code' in error && error.code === 'device.denied';

async function ask({ camera, microphone }: Wanted): Promise<MediaStream> {
	const { mediaDevices } = navigator as Partial<Navigator>;
	if (!mediaDevices) throw failure(isSecureContext ? 'browser.unsupported' : 'browser.insecure');
	try {
		return await mediaDevices.getUserMedia({
			...(camera && { video: await camera }),
			...(microphone && { audio: await microphone })
		});
	} catch (error) {
		throw deviceFailure(error);
	}
}
