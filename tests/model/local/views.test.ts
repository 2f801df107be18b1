import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outgoing } from '../../../src/lib/engine/local/peers/outgoing';
import type { Peers } from '../../../src/lib/engine/local/peers/peers';
import { askKeyFrames } from '../../../src/lib/engine/local/peers/connection';
import { encodingFor, Sizes } from '../../../src/lib/engine/local/peers/sizes';
import { Streams } from '../../../src/lib/engine/local/streams';
import { Views } from '../../../src/lib/engine/local/views';
import type { View } from '../../../src/lib/api/signalling';

const CAMERA = 'ann_camera';

describe('how large I see someone', () => {
	/** Ann, who is connected to me unless a test says otherwise. */
	const ann = {
		whom: { userID: 'ann' },
		pc: { connectionState: 'connected' },
		askedSizes: new Map<string, number>(),
		isThere: true,
		told: [] as View[],
		askSize(view: View): boolean {
			if (!ann.isThere) return false;
			ann.told.push(view);
			ann.askedSizes.set(view.streamID, view.height);
			return true;
		}
	};
	let streams: Streams;
	let views: Views;
	const heights = () => ann.told.map(({ height }) => height);
	const stream = { streamID: CAMERA, userID: 'ann', mediaID: '', camera: 'OPEN', microphone: 'MUTE' } as const;

	beforeEach(() => {
		Object.assign(ann, { isThere: true, told: [], askedSizes: new Map(), pc: { connectionState: 'connected' } });
		streams = new Streams([[CAMERA, stream]]);
		const peers = { get: () => ann, expectMedia: vi.fn() } as unknown as Peers;
		views = new Views(streams, peers);
	});

	it('is told only when it is not as usual, and only once', () => {
		for (const height of [360, 720, 720, 360] as const) views.want(CAMERA, height);
		views.refresh('ann');
		expect(heights()).toEqual([720, 360]);
	});

	it('is told when there is a connection, and anew on another one', () => {
		ann.pc.connectionState = 'connecting';
		views.want(CAMERA, 720);
		expect(heights()).toEqual([]);
		ann.pc.connectionState = 'connected';
		views.refresh('ann');
		ann.askedSizes = new Map();
		views.refresh('ann');
		expect(heights()).toEqual([720, 720]);
	});

	it('is told again when it may have been lost, also if it is as usual by now', () => {
		views.tellAgain('ann');
		views.want(CAMERA, 0);
		views.want(CAMERA, 360);
		views.tellAgain('ann');
		expect(heights()).toEqual([0, 360, 360]);
	});

	it('is told when someone is back whom the room had lost', () => {
		ann.isThere = false;
		views.want(CAMERA, 0);
		expect(heights()).toEqual([]);
		ann.isThere = true;
		views.tellAgain('ann');
		expect(heights()).toEqual([0]);
	});

	it('decides whether pictures are due: none of which the sender knows that nobody sees them', () => {
		expect(streams.expectsMedia('ann')).toBe(true);
		ann.isThere = false;
		views.want(CAMERA, 0);
		expect(streams.expectsMedia('ann')).toBe(true);
		ann.isThere = true;
		views.tellAgain('ann');
		expect(streams.expectsMedia('ann')).toBe(false);
		views.want(CAMERA, 90);
		expect(streams.expectsMedia('ann')).toBe(true);
	});

	it('does not change that sound is due', () => {
		streams.set(CAMERA, { ...stream, microphone: 'OPEN' });
		views.want(CAMERA, 0);
		expect(streams.expectsMedia('ann')).toBe(true);
	});

	it('is forgotten with the stream', () => {
		views.want(CAMERA, 0);
		streams.delete(CAMERA);
		streams.set(CAMERA, stream);
		expect(streams.expectsMedia('ann')).toBe(true);
	});
});

describe('what I send', () => {
	const hd = { width: 1_280, height: 720 };
	const most = { camera: 720, screen: 1_080 } as const;

	it.each([
		[90, 8, 15, 90_000],
		[180, 4, 20, 160_000],
		[360, 2, 20, 450_000],
		[540, 4 / 3, 25, 800_000],
		[720, 1, 30, 1_700_000]
	] as const)('of a large camera in %i lines is scaled by %d and limited', (height, by, maxFramerate, maxBitrate) => {
		expect(encodingFor(height, hd)).toEqual({
			active: true,
			maxFramerate,
			maxBitrate,
			scaleResolutionDownBy: by,
			scaleResolutionDownTo: { maxWidth: (height * 16) / 9, maxHeight: height }
		});
	});

	it('that nobody sees is nothing', () => {
		expect(encodingFor(0, hd)).toEqual({ active: false });
	});

	it('of a camera with fewer lines than are wanted is not enlarged, and limited as what it is', () => {
		expect(encodingFor(720, { width: 640, height: 360 })).toMatchObject({
			scaleResolutionDownBy: 1,
			maxFramerate: 20,
			maxBitrate: 450_000
		});
	});

	it('of an upright phone is measured by its shorter side', () => {
		expect(encodingFor(180, { width: 720, height: 1_280 })).toMatchObject({ scaleResolutionDownBy: 4 });
	});

	it('of a wide screen fits into the widest picture', () => {
		expect(encodingFor(1_080, { width: 3_840, height: 1_080 })).toMatchObject({ scaleResolutionDownBy: 2 });
	});

	const senderOf = (track: object | null) => {
		const encodings: RTCRtpEncodingParameters[] = [{}];
		return {
			track,
			getParameters: () => ({ encodings }),
			setParameters: vi.fn<(parameters: RTCRtpSendParameters) => Promise<void>>(() => Promise.resolve())
		};
	};
	const pcOf = (...senders: object[]) => ({ getSenders: () => senders }) as unknown as RTCPeerConnection;

	it('is set for each picture as it is wanted, and only when that changes', async () => {
		const camera = { kind: 'video', getSettings: () => hd };
		const shared = { kind: 'video', getSettings: () => ({ width: 1_920, height: 1_080 }) };
		const [mine, screen, voice] = [senderOf(camera), senderOf(shared), senderOf({ kind: 'audio' })];
		const outgoing = { screen: { getTracks: () => [shared] }, receivers: 1, most, step: 0 } as unknown as Outgoing;
		const sizes = new Sizes();
		const pc = pcOf(mine, screen, voice, senderOf(null));
		sizes.apply(pc, outgoing);
		sizes.apply(pc, outgoing);
		const set = ({ getParameters }: typeof mine) => getParameters().encodings[0];
		expect(set(mine)).toMatchObject({ active: true, maxBitrate: 450_000 });
		expect(set(screen)).toMatchObject({ active: true, maxBitrate: 2_500_000 });
		sizes.want('me_screen', 0);
		sizes.apply(pc, outgoing);
		await vi.waitFor(() => expect(set(screen)).toMatchObject({ active: false }));
		expect([mine, screen, voice].map(({ setParameters }) => setParameters.mock.calls.length)).toEqual([1, 2, 0]);
	});

	it.each([
		[1, 720, 720],
		[2, 720, 540],
		[3, 720, 360],
		[5, 720, 360],
		[1, 360, 360],
		[2, 360, 180],
		[5, 360, 180],
		[1, 1_080, 1_080],
		[2, 1_080, 720],
		[5, 1_080, 540]
	])(
		'to %i others, with a limit of %i lines, is at most %i of my camera each, and all of my screen',
		(receivers, camera, lines) => {
			const track = { kind: 'video', getSettings: () => ({ width: 1_920, height: 1_080 }) };
			const shared = { kind: 'video', getSettings: () => ({ width: 1_920, height: 1_080 }) };
			const [mine, screen] = [senderOf(track), senderOf(shared)];
			const sizes = new Sizes();
			sizes.want('me_camera', 1_080);
			sizes.apply(pcOf(mine, screen), {
				screen: { getTracks: () => [shared] },
				receivers,
				step: 0,
				most: { ...most, camera }
			} as unknown as Outgoing);
			const linesOf = ({ getParameters }: typeof mine) =>
				(getParameters().encodings[0] as { scaleResolutionDownTo?: { maxHeight: number } }).scaleResolutionDownTo
					?.maxHeight;
			expect([linesOf(mine), linesOf(screen)]).toEqual([lines, 1_080]);
			const preferences = [mine, screen].map((sender) => sender.setParameters.mock.calls[0]);
			expect(preferences).toMatchObject([
				[{ degradationPreference: 'maintain-framerate' }],
				[{ degradationPreference: 'maintain-resolution' }]
			]);
		}
	);

	it.each([
		[0, 720, 30],
		[1, 720, 15],
		[2, 540, 15],
		[3, 360, 15],
		[4, 180, 15]
	])(
		'on a processor that is %i steps too slow is %i lines of my camera, at most %i times a second',
		(step, lines, rate) => {
			const camera = senderOf({ kind: 'video', getSettings: () => hd });
			const sizes = new Sizes();
			const outgoing = { screen: null, receivers: 1, most, step } as unknown as Outgoing;
			sizes.want('me_camera', 720);
			sizes.apply(pcOf(camera), outgoing);
			expect(camera.getParameters().encodings[0]).toMatchObject({
				maxFramerate: rate,
				scaleResolutionDownTo: { maxHeight: lines }
			});
		}
	);

	it('on a processor that is too slow stays something, unless nobody sees it; a screen stays readable', async () => {
		const shared = { kind: 'video', getSettings: () => ({ width: 1_920, height: 1_080 }) };
		const [camera, screen] = [senderOf({ kind: 'video', getSettings: () => hd }), senderOf(shared)];
		const sizes = new Sizes();
		const outgoing = { screen: { getTracks: () => [shared] }, receivers: 1, most, step: 4 } as unknown as Outgoing;
		sizes.want('me_camera', 180);
		sizes.apply(pcOf(camera, screen), outgoing);
		const set = ({ getParameters }: typeof camera) => getParameters().encodings[0];
		expect(set(camera)).toMatchObject({ active: true, scaleResolutionDownTo: { maxHeight: 90 } });
		expect(set(screen)).toMatchObject({ active: true, scaleResolutionDownTo: { maxHeight: 1_080 } });
		sizes.want('me_camera', 0);
		sizes.apply(pcOf(camera, screen), outgoing);
		await vi.waitFor(() => expect(set(camera)).toMatchObject({ active: false }));
	});

	it('is not undone by a key frame that is asked for at the same time', async () => {
		let now = [{ active: true }];
		const camera = {
			track: { kind: 'video', getSettings: () => hd },
			getParameters: () => ({ encodings: now.map((encoding) => ({ ...encoding })) }),
			// Like a browser, which takes a moment.
			setParameters: async ({ encodings }: { encodings: typeof now }) => {
				await Promise.resolve();
				now = encodings;
			}
		};
		const sizes = new Sizes();
		sizes.want('me_camera', 0);
		sizes.apply(pcOf(camera), { screen: null, receivers: 1, most, step: 0 } as Outgoing);
		askKeyFrames(pcOf(camera));
		await new Promise((resolve) => setTimeout(resolve));
		expect(now).toEqual([{ active: false }]);
	});

	it('is set again when the browser could not do it', async () => {
		const camera = senderOf({ kind: 'video', getSettings: () => hd });
		camera.setParameters.mockRejectedValueOnce(new Error('not now'));
		const sizes = new Sizes();
		for (let time = 0; time < 3; time++) {
			sizes.apply(pcOf(camera), { screen: null, receivers: 1, most, step: 0 } as Outgoing);
			await Promise.resolve().then(() => Promise.resolve());
		}
		expect(camera.setParameters).toHaveBeenCalledTimes(2);
	});
});
