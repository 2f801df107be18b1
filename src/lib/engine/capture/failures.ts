/** Our codes for the errors of `getUserMedia` and `getDisplayMedia`. */
import { failure, type Failure, type FailureCode } from '../../../../machines/failure';

/** https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia */
const CODES: Partial<Record<string, FailureCode>> = {
	NotAllowedError: 'device.denied',
	SecurityError: 'device.denied',
	NotFoundError: 'device.notFound',
	// The chosen device is not plugged in: its ID is the only constraint that is required.
	OverconstrainedError: 'device.notFound',
	NotReadableError: 'device.inUse',
	AbortError: 'device.inUse'
};

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

export const deviceFailure = (error: unknown): Failure =>
	failure(CODES[nameOf(error)] ?? 'device.failed', String(error));

/**
 * A closed picker and a refusal by the page's policy have the same name. Chromium's words tell a refusal by the system. Firefox finds
 * no screen then. https://w3c.github.io/mediacapture-screen-share/#dom-mediadevices-getdisplaymedia
 */
export function screenFailure(error: unknown): Failure {
	const name = nameOf(error);
	const words = String(error);
	if (name === 'NotFoundError' || /denied by system/i.test(words)) return failure('screen.denied', words);
	return failure(name === 'NotAllowedError' ? 'screen.cancelled' : 'screen.failed', words);
}
