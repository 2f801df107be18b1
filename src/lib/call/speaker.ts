/** What a page shows of the speaker that a person has chosen, or can choose. */
import { SYSTEM_DEFAULT } from '../../../machines/device.kinds';
import type { DeviceChoice } from '../../../machines/engine';
import type { Failure } from '../../../machines/failure';
import type { CallFacts } from './facts';

export type SpeakerView = {
	/** What there is besides the system's default; nothing where nothing can be chosen. */
	choices: DeviceChoice[];
	/** Where sound comes out; an empty ID is the system's default. */
	deviceID: string;
	/** Why that is not the chosen one. */
	setback: Failure | null;
	/** The ID of the one that the person chose; null for the system's default. */
	chosenID: string | null;
	/** The test sound is to be heard. */
	isTested: boolean;
};

export function speakerView({ speaker: { state, choice, failure, isTested }, devices }: CallFacts): SpeakerView {
	const chosenID = choice?.deviceID ?? null;
	return {
		// Before permission is given, browsers tell of one speaker without a name. Firefox has an entry without an ID for the default.
		choices: devices.flatMap(({ device, deviceID, label }) =>
			device === 'speaker' && label !== '' && deviceID !== '' && deviceID !== SYSTEM_DEFAULT
				? [{ deviceID, label }]
				: []
		),
		deviceID: state === 'asked' || state === 'used' ? (chosenID ?? '') : '',
		setback: state === 'missing' || state === 'failed' ? failure : null,
		chosenID,
		isTested
	};
}
