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
	const camera = new CaptureDevice('camera', new Prompt(), listener, 720);
	await camera.open(null, []);
	await vi.waitFor(() => expect(lost).toEqual(told));
	expect(camera.track === null).toBe(told.length > 0);
});

it('a camera is resized once, as it is opened later, and goes on as it is if it can’t be', async () => {
	const asked: unknown[] = [];
	const applyConstraints = vi.fn((constraints: MediaTrackConstraints) => Promise.resolve(void asked.push(constraints)));
	const track = { kind: 'video', readyState: 'live', stop: vi.fn(), applyConstraints, getSettings: () => ({}) };
	const getUserMedia = ({ video }: MediaStreamConstraints) => {
		asked.push(video);
		return Promise.resolve({ getTracks: () => [track] });
	};
	const query = () => Promise.resolve({ state: 'granted' });
	vi.stubGlobal('navigator', { mediaDevices: { getUserMedia }, permissions: { query } });
	const camera = new CaptureDevice('camera', new Prompt(), { lost: vi.fn(), muted: vi.fn(), released: vi.fn() }, 720);
	const of = (width: number, height: number) =>
		expect.objectContaining({ width: { ideal: width }, height: { ideal: height } }) as unknown;

	await camera.open(null, []);
	expect([await camera.resize(720), await camera.resize(360)]).toEqual([false, true]);
	camera.release();
	await camera.open(null, []);
	expect(asked).toEqual([of(1_280, 720), of(640, 360), of(640, 360)]);
	applyConstraints.mockRejectedValueOnce(new Error('OverconstrainedError'));
	expect(await camera.resize(720)).toBe(false);
	expect(camera.track).toBe(track);
});
