/** Failures are data: a stable code and what follows from it. The words for each code are in `messages/`. */

export type FailureCategory =
	'config' | 'auth' | 'network' | 'capacity' | 'kicked' | 'device' | 'screen' | 'stream' | 'browser' | 'unknown';

const TABLE = {
	'config.invalid': { category: 'config', retryable: false },
	'config.roomID': { category: 'config', retryable: false },
	'config.userID': { category: 'config', retryable: false },
	'config.userName': { category: 'config', retryable: false },
	'config.streamID': { category: 'config', retryable: false },
	'config.alreadyLoggedIn': { category: 'config', retryable: false },
	'config.notLoggedIn': { category: 'config', retryable: false },
	'config.badMessage': { category: 'config', retryable: false },
	'auth.tokenInvalid': { category: 'auth', retryable: true },
	'auth.tokenExpired': { category: 'auth', retryable: true },
	'auth.seatInvalid': { category: 'auth', retryable: false },
	'auth.forbidden': { category: 'auth', retryable: false },
	'auth.blacklisted': { category: 'auth', retryable: false },
	'network.broken': { category: 'network', retryable: true },
	'network.loginTimeout': { category: 'network', retryable: true },
	'network.reconnectTimeout': { category: 'network', retryable: true },
	'network.tokenUnreachable': { category: 'network', retryable: true },
	'network.serverClosing': { category: 'network', retryable: true },
	'capacity.roomFull': { category: 'capacity', retryable: true },
	'capacity.tooManyRooms': { category: 'capacity', retryable: true },
	'capacity.tooManyStreams': { category: 'capacity', retryable: true },
	'capacity.tooFast': { category: 'capacity', retryable: true },
	'capacity.tooLarge': { category: 'capacity', retryable: false },
	'kicked.elsewhere': { category: 'kicked', retryable: false },
	'kicked.byHost': { category: 'kicked', retryable: false },
	'kicked.roomEnded': { category: 'kicked', retryable: false },
	'device.denied': { category: 'device', retryable: false },
	'device.inUse': { category: 'device', retryable: true },
	'device.notFound': { category: 'device', retryable: true },
	'device.unplugged': { category: 'device', retryable: true },
	'device.constraints': { category: 'device', retryable: true },
	'device.noAnswer': { category: 'device', retryable: true },
	'device.failed': { category: 'device', retryable: true },
	'screen.cancelled': { category: 'screen', retryable: true },
	'screen.unsupported': { category: 'screen', retryable: false },
	'screen.failed': { category: 'screen', retryable: true },
	'stream.duplicate': { category: 'stream', retryable: false },
	'stream.notFound': { category: 'stream', retryable: true },
	'stream.forbidden': { category: 'stream', retryable: false },
	'stream.interrupted': { category: 'stream', retryable: true },
	'stream.timeout': { category: 'stream', retryable: true },
	'browser.insecure': { category: 'browser', retryable: false },
	'browser.unsupported': { category: 'browser', retryable: false },
	'browser.engineLoad': { category: 'browser', retryable: true },
	'unknown.error': { category: 'unknown', retryable: true }
} as const satisfies Record<string, { category: FailureCategory; retryable: boolean }>;

export type FailureCode = keyof typeof TABLE;

export const FAILURE_CODES = Object.keys(TABLE) as readonly FailureCode[];

/** `detail` is for logs and bug reports, e.g. the vendor's number; never shown alone, never a token or a name. */
export interface Failure {
	readonly code: FailureCode;
	readonly category: FailureCategory;
	readonly retryable: boolean;
	readonly detail: string;
}

export function failure(code: FailureCode, detail = ''): Failure {
	return { code, ...TABLE[code], detail };
}

export function isFailureCode(value: unknown): value is FailureCode {
	return typeof value === 'string' && Object.hasOwn(TABLE, value);
}

/** What a rejected service carries: our own failures as they are, anything else as `unknown.error`. */
export function asFailure(error: unknown): Failure {
	if (typeof error === 'object' && error !== null && 'code' in error && isFailureCode(error.code)) {
		const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
		return failure(error.code, detail);
	}
	return failure('unknown.error', error instanceof Error ? error.message : String(error));
}

/** The failure an event tells of, whatever its shape: a port event's or a rejected service's; `otherwise` when it tells none. */
export function failureOf(
	event: { type: string; failure?: Failure | null; error?: unknown },
	otherwise: FailureCode = 'stream.interrupted'
): Failure {
	if (event.failure) return event.failure;
	return 'error' in event ? asFailure(event.error) : failure(otherwise);
}
