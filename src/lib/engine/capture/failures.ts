/** What browsers say when they do not give a device or a screen, in our codes. */
import { failure, type Failure } from '../../../../machines/failure';

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

/** https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia */
export function deviceFailure(error: unknown): Failure {
	const detail = String(error);
	switch (nameOf(error)) {
		case 'NotAllowedError':
		case 'SecurityError':
			return failure('device.denied', detail);
		case 'NotFoundError':
			return failure('device.notFound', detail);
		case 'NotReadableError':
		case 'AbortError':
			return failure('device.inUse', detail);
		case 'OverconstrainedError':
			// The device that was chosen is not plugged in; everything else we ask for is only wished for.
			return failure(isOfDeviceID(error) ? 'device.notFound' : 'device.constraints', detail);
		default:
			return failure('device.failed', detail);
	}
}

/** Browsers have one name for a closed picker and a refusal. https://w3c.github.io/mediacapture-screen-share/#dom-mediadevices-getdisplaymedia */
export function screenFailure(error: unknown): Failure {
	const detail = String(error);
	return failure(nameOf(error) === 'NotAllowedError' ? 'screen.cancelled' : 'screen.failed', detail);
}

const isOfDeviceID = (error: unknown) =>
	typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === 'deviceId';
