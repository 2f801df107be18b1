/** Keeps the screen of a phone or laptop on during a call. */
import type { Call, CallView } from '../call/call';

type Watched = Pick<Call, 'view' | 'onView'>;

/** From "Start call" to the end of the call, until `signal` aborts. */
export function keepAwake(call: Watched, signal: AbortSignal): void {
	let held: AbortController | null = null;
	const release = () => {
		held?.abort();
		held = null;
	};
	const follow = ({ screen }: CallView) => {
		if (screen !== 'call') release();
		else if (held === null) hold((held = new AbortController()).signal);
	};
	const unfollow = call.onView(follow);
	signal.addEventListener('abort', () => {
		unfollow();
		release();
	});
	follow(call.view);
}

/** Browsers release the lock of a page that is hidden. https://w3c.github.io/screen-wake-lock/#handling-document-loss-of-visibility */
function hold(signal: AbortSignal): void {
	const { wakeLock } = navigator as Partial<Navigator>;
	const acquire = async () => {
		if (document.visibilityState === 'hidden') return;
		const lock = await wakeLock?.request('screen').catch(() => {
			// The system refuses while the battery is low. The call goes on.
		});
		if (signal.aborted) await lock?.release();
		else signal.addEventListener('abort', () => void lock?.release());
	};
	document.addEventListener('visibilitychange', () => void acquire(), { signal });
	void acquire();
}
