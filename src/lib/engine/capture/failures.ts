/** What browsers say when they do not give a device or a screen, in our codes. */
import { failure, type Failure, type FailureCode } from '../../../../machines/failure';

/** https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia */
const CODES: Partial<Record<string, FailureCode>> = {
	NotAllowedError: 'device.denied',
	SecurityError: 'device.denied',
	NotFoundError: 'device.notFound',
	// The device that was chosen is not plugged in: everything else we ask for is only wished for.
	OverconstrainedError: 'device.notFound',
	NotReadableError: 'device.inUse',
	AbortError: 'device.inUse'
};

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

export const deviceFailure = (error: unknown): Failure =>
	failure(CODES[nameOf(error)] ?? 'device.failed', String(error));

/** Browsers have one name for a closed picker and a refusal. https://w3c.github.io/mediacapture-screen-share/#dom-mediadevices-getdisplaymedia */
export const screenFailure = (error: unknown): Failure =>
	failure(nameOf(error) === 'NotAllowedError' ? 'screen.cancelled' : 'screen.failed', String(error));
