/** The screen stays on during a call, and no longer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepAwake } from '../../src/lib/app/awake';
import type { CallView } from '../../src/lib/call/call';

type Screen = CallView['screen'];
type Lock = { released: boolean; release: () => Promise<void> };

const locks: Lock[] = [];
const held = () => locks.filter(({ released }) => !released).length;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
/** Gives what is asked for, in its own time. */
let answer: () => Promise<void> = () => Promise.resolve();

function request(): Promise<Lock> {
	const lock: Lock = { released: false, release: () => Promise.resolve(void (lock.released = true)) };
	return answer().then(() => {
		locks.push(lock);
		return lock;
	});
}

/** A call of which only the screen is known, and what tells that it is over. */
function follow(first: Screen) {
	let listener: ((view: CallView) => void) | null = null;
	const viewOf = (screen: Screen) => ({ screen }) as CallView;
	const over = new AbortController();
	const call = {
		view: viewOf(first),
		onView: (told: (view: CallView) => void) => {
			listener = told;
			return () => {
				listener = null;
			};
		}
	};
	keepAwake(call, over.signal);
	return {
		becomes: (screen: Screen) => listener?.(viewOf(screen)),
		ends: () => over.abort(),
		isFollowed: () => listener !== null
	};
}

async function hide(hidden: boolean) {
	page.visibilityState = hidden ? 'hidden' : 'visible';
	if (hidden) for (const lock of locks) await lock.release();
	page.dispatchEvent(new Event('visibilitychange'));
}

const settled = () => vi.waitFor(() => Promise.resolve());

beforeEach(() => {
	vi.stubGlobal('document', page);
	vi.stubGlobal('navigator', { wakeLock: { request } });
});
afterEach(() => {
	vi.unstubAllGlobals();
	locks.length = 0;
	page.visibilityState = 'visible';
	answer = () => Promise.resolve();
});

it('is kept on from the start of the call to its end, once', async () => {
	const call = follow('lobby');
	await settled();
	expect(held()).toBe(0);
	call.becomes('call');
	call.becomes('call');
	await vi.waitFor(() => expect(held()).toBe(1));
	call.becomes('ended');
	await vi.waitFor(() => expect(held()).toBe(0));
	await hide(false);
	expect(held()).toBe(0);
});

it('is kept on again when a hidden page is seen, and not while it is hidden', async () => {
	follow('call');
	await vi.waitFor(() => expect(held()).toBe(1));
	await hide(true);
	await settled();
	expect(held()).toBe(0);
	await hide(false);
	await vi.waitFor(() => expect(held()).toBe(1));
});

it('is let go also if the lock comes after the end, or the call stops without an end', async () => {
	let give: (() => void) | undefined;
	answer = () => new Promise((resolve) => (give = resolve));
	const late = follow('call');
	late.becomes('ended');
	give?.();
	await vi.waitFor(() => expect(locks).toHaveLength(1));
	await vi.waitFor(() => expect(held()).toBe(0));

	answer = () => Promise.resolve();
	const stopped = follow('call');
	await vi.waitFor(() => expect(held()).toBe(1));
	stopped.ends();
	await vi.waitFor(() => expect(held()).toBe(0));
	expect(stopped.isFollowed()).toBe(false);
});

it('may go dark where the browser has no such lock, or the system refuses it', async () => {
	answer = () => Promise.reject(new DOMException('Low battery', 'NotAllowedError'));
	follow('call');
	vi.stubGlobal('navigator', {});
	follow('call');
	await settled();
	expect(held()).toBe(0);
});
