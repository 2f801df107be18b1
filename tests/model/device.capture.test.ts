/** What becomes of a device's track that is over by the time it is there. */
import { afterEach, expect, it, vi } from 'vitest';
import { CaptureDevice } from '../../src/lib/engine/capture/device';
import { Prompt } from '../../src/lib/engine/capture/prompt';

afterEach(() => vi.unstubAllGlobals());

it.each([
	['live', []],
	['ended', ['device.unplugged']]
])('a camera whose track is %s when it has been opened tells %j', async (readyState, told) => {
	const track = { kind: 'video', readyState, stop: vi.fn() };
	const getUserMedia = () => Promise.resolve({ getTracks: () => [track] });
	const query = () => Promise.resolve({ state: 'prompt' });
	vi.stubGlobal('navigator', { mediaDevices: { getUserMedia }, permissions: { query } });
	const lost: string[] = [];
	const listener = { lost: ({ code }: { code: string }) => lost.push(code), muted: vi.fn(), released: vi.fn() };
	const camera = new CaptureDevice('camera', new Prompt(), listener);
	await camera.open(null, []);
	await vi.waitFor(() => expect(lost).toEqual(told));
	expect(camera.track === null).toBe(told.length > 0);
});
