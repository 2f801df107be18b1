/** Failures are data: a stable code and what follows from it. The words for each code are in `messages/`. */

export type FailureCategory =
	| 'config'
	| 'auth'
	| 'network'
	| 'capacity'
	| 'kicked'
	| 'device'
	| 'screen'
	| 'stream'
	| 'browser'
	| 'unknown';

/** By code, which begins with its category: whether trying again can help. */
const RETRYABLE = {
	'config.invalid': false,
	'config.roomID': false,
	'config.userID': false,
	'config.userName': false,
	'config.streamID': false,
	'config.alreadyLoggedIn': false,
	'config.notLoggedIn': false,
	'config.badMessage': false,
	'auth.tokenInvalid': true,
	'auth.tokenExpired': true,
	'auth.seatInvalid': false,
	'auth.accessExpired': false,
	'auth.roomLocked': false,
	'auth.forbidden': false,
	'auth.blacklisted': false,
	'network.broken': true,
	'network.loginTimeout': true,
	'network.reconnectTimeout': true,
	'network.tokenUnreachable': true,
	'network.serverClosing': true,
	'network.noPath': true,
	'capacity.roomFull': true,
	'capacity.tooManyRooms': true,
	'capacity.tooManyStreams': true,
	'capacity.tooFast': true,
	'capacity.tooLarge': false,
	'kicked.elsewhere': false,
	'kicked.byHost': false,
	'kicked.roomEnded': false,
	'device.denied': false,
	'device.inUse': true,
	'device.notFound': true,
	'device.unplugged': true,
	'device.constraints': true,
	'device.noAnswer': true,
	'device.muted': true,
	'device.failed': true,
	'screen.cancelled': true,
	'screen.denied': false,
	'screen.unsupported': false,
	'screen.failed': true,
	'stream.duplicate': false,
	'stream.notFound': true,
	'stream.forbidden': false,
	'stream.interrupted': true,
	'stream.timeout': true,
	'browser.insecure': false,
	'browser.unsupported': false,
	'browser.engineLoad': true,
	'unknown.error': true
} as const satisfies Record<`${FailureCategory}.${string}`, boolean>;

export type FailureCode = keyof typeof RETRYABLE;

export const FAILURE_CODES = Object.keys(RETRYABLE) as readonly FailureCode[];

/** `detail` is for logs and bug reports, e.g. the vendor's number; never shown alone, never a token or a name. */
export interface Failure {
	readonly code: FailureCode;
	readonly category: FailureCategory;
	readonly retryable: boolean;
	readonly detail: string;
}

export function failure(code: FailureCode, detail = ''): Failure {
	const category = code.slice(0, code.indexOf('.')) as FailureCategory;
	return { code, category, retryable: RETRYABLE[code], detail };
}

export function isFailureCode(value: unknown): value is FailureCode {
	return typeof value === 'string' && Object.hasOwn(RETRYABLE, value);
}

/** What a rejected service carries: our own failures as they are, anything else as `unknown.error`. */
export function asFailure(error: unknown): Failure {
	if (typeof error === 'object' && error !== null && 'code' in error && isFailureCode(error.code)) {
		const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
		return failure(error.code, detail);
	}
	return failure('unknown.error', error instanceof Error ? error.message : String(error));
}

type FailingEvent = { type?: string; failure?: Failure | null; error?: unknown };

/** The failure that a port's event or a rejected service's event carries; `otherwise` when it carries none. */
export function failureOf(event: FailingEvent, otherwise: FailureCode = 'stream.interrupted'): Failure {
	if (event.failure) return event.failure;
	return 'error' in event ? asFailure(event.error) : failure(otherwise);
}

/** For `params` of a chart: the failure that the event carries. */
export const failureIn = ({ event }: { event: FailingEvent }): Failure => failureOf(event);
