/**
 * What a browser remembers for its next call: the devices that a person has chosen, the speaker too, which of them are off, and what is
 * done to noise and how much of pictures they want. How the call of this tab was before a reload is in `memory.ts`: another tab, in
 * another call, must not unmute it.
 */
import * as v from 'valibot';
import type { SnapshotFrom } from 'xstate';
import type { callMachine } from '../../../machines/call/machine';
import type { NoiseSuppression } from '../../../machines/engine';
import type { Choices, Intents } from '../../../machines/call/types';
import { PICTURE_MODES, type PictureMode } from '../../../machines/pictures';
import type { CallStorage } from './memory';
import { NOISE_SUPPRESSIONS } from './noise';

const choice = v.nullable(v.strictObject({ deviceID: v.pipe(v.string(), v.nonEmpty()), label: v.string() }));
const preferences = v.strictObject({
	intents: v.strictObject({ camera: v.boolean(), microphone: v.boolean() }),
	/** Absent in what was stored before speakers could be chosen. */
	choices: v.strictObject({ camera: choice, microphone: choice, speaker: v.optional(choice, null) }),
	noise: v.optional(v.picklist(NOISE_SUPPRESSIONS), 'browser'),
	pictures: v.optional(v.picklist(PICTURE_MODES), 'automatic')
});
export type Preferences = { intents: Intents; choices: Choices; noise: NoiseSuppression; pictures: PictureMode };

const KEY = 'devices';
const NONE: Preferences = {
	intents: { camera: true, microphone: true },
	choices: { camera: null, microphone: null, speaker: null },
	noise: 'browser',
	pictures: 'automatic'
};

/** Everything on, and the browser's choice, when nothing is remembered or nothing that can be read. */
export function preferred(storage: CallStorage | undefined): Preferences {
	try {
		const result = v.safeParse(preferences, JSON.parse(storage?.getItem(KEY) ?? 'null'));
		return result.success ? result.output : NONE;
	} catch {
		// A browser may deny access to its storage, and a text may not be JSON.
		return NONE;
	}
}

type CallSnapshot = Pick<SnapshotFrom<typeof callMachine>, 'context'>;

export const preferencesIn = ({
	context: { camera, microphone, speaker, noise, pictures }
}: CallSnapshot): Preferences => ({
	intents: { camera: camera.wanted, microphone: microphone.wanted },
	choices: { camera: camera.choice, microphone: microphone.choice, speaker },
	noise,
	pictures
});

/** Writes to the storage whatever the person changes during a call. */
export class PreferenceKeeper {
	readonly #storage: CallStorage;
	#text: string;

	/** `beginning`: how the call begins. */
	constructor(storage: CallStorage, beginning: CallSnapshot) {
		this.#storage = storage;
		this.#text = JSON.stringify(preferencesIn(beginning));
	}

	follow(snapshot: CallSnapshot): void {
		const text = JSON.stringify(preferencesIn(snapshot));
		if (text === this.#text) return;
		this.#text = text;
		try {
			this.#storage.setItem(KEY, text);
		} catch {
			// Without storage the next call begins with everything on.
		}
	}
}
