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

it('a microphone whose noise is let through is taken once more, as it is, unless it is turned off meanwhile', async () => {
	const asked: unknown[] = [];
	const made: { stop: () => void; enabled: boolean }[] = [];
	const getUserMedia = ({ audio }: MediaStreamConstraints) => {
		asked.push(audio);
		const getSettings = () => ({ deviceId: 'microphone-2' });
		const track = { kind: 'audio', readyState: 'live', enabled: true, muted: false, stop: vi.fn(), getSettings };
		made.push(track);
		return Promise.resolve({ getTracks: () => [track] });
	};
	const query = () => Promise.resolve({ state: 'granted' });
	vi.stubGlobal('navigator', { mediaDevices: { getUserMedia }, permissions: { query } });
	const listener = { lost: vi.fn(), muted: vi.fn(), released: vi.fn() };
	const microphone = new CaptureDevice('microphone', new Prompt(), listener, 720);

	await microphone.open(null, []);
	await microphone.suppressNoise(true);
	expect(made.length).toBe(1);
	await microphone.suppressNoise(false);
	expect(microphone.track).toBe(made[1]);
	expect(made.map(({ stop }) => vi.mocked(stop).mock.calls.length)).toEqual([1, 0]);
	expect(asked[1]).toMatchObject({ noiseSuppression: false, deviceId: { exact: 'microphone-2' } });

	// What was wanted last counts, and nothing else stays open.
	await Promise.all([microphone.suppressNoise(true), microphone.suppressNoise(false), microphone.suppressNoise(true)]);
	await vi.waitFor(() => expect(microphone.track).toBe(made.at(-1)));
	expect(asked.at(-1)).toMatchObject({ noiseSuppression: true });
	expect(made.slice(0, -1).every(({ stop }) => vi.mocked(stop).mock.calls.length === 1)).toBe(true);

	// Whoever turns it off meanwhile has it off.
	const changing = microphone.suppressNoise(false);
	microphone.close();
	await changing;
	expect([microphone.track, microphone.held]).toEqual([null, null]);
	expect(made.at(-1)?.stop).toHaveBeenCalledOnce();
	expect(listener.lost).not.toHaveBeenCalled();
});
