import { afterEach, expect, it, vi } from 'vitest';
import { createLazyRecorder } from '../../src/lib/inspect/recording/lazy.recorder';
import { shareCall } from '../../src/lib/inspect/recording/share';

afterEach(() => vi.unstubAllGlobals());

function refuse() {
	throw new DOMException('The operation is insecure.', 'SecurityError');
}

it.each([
	['has no channels', undefined],
	['refuses them', refuse]
])('a call goes on where the browser %s for tabs to talk to each other', (_, constructor) => {
	vi.stubGlobal('BroadcastChannel', constructor);
	expect(() => shareCall(createLazyRecorder())).not.toThrow();
});
