import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { heard, isDelete, type Person } from '../harness/person';
import { differs } from './differences';
import { chromiumTest, meet, newsOf, onEachEngine } from './engines';
import { eventually } from '../harness/eventually';

/** A path on which nothing comes for 2.5 s is taken for broken where something is due (ms). */
const WITHOUT_SIGN = 3_500;

const opened = async (person: Person) => (await person.do('leftovers')).tracks;

/** `listener` is told that both devices of `of` are on, after the first `known` times that it was told of a device. */
const hearsOn = (listener: Person, of: Person, known: number) =>
	eventually(async () => {
		const since = (await listener.told('remote.device')).slice(known);
		expect(since.filter(heard(of, 'microphone', 'OPEN'))).not.toEqual([]);
		expect(since.filter(heard(of, 'camera', 'OPEN'))).not.toEqual([]);
	});

onEachEngine('streams', ({ kind, stage }) => {
	describe('pictures and sound', () => {
		test('go both ways; the others are told what is turned off, and it comes back', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await Promise.all([ann.hearsSoundOf(bob.streamID), bob.hearsSoundOf(ann.streamID)]);
			expect(await bob.do('shows', ann.streamID)).toBe(!differs(kind, 'noPictures'));

			await ann.do('close', 'microphone');
			await bob.hears('remote.device', heard(ann, 'microphone', 'MUTE'));
			await bob.hearsNothingOf(ann.streamID);
			const withCamera = await opened(ann);
			await ann.do('close', 'camera');
			await bob.hears('remote.device', heard(ann, 'camera', 'MUTE'));
			// Dark, not only muted.
			expect(await opened(ann)).toBe(withCamera - 1);

			const before = (await bob.told('remote.device')).length;
			await Promise.all([ann.do('open', 'microphone'), ann.do('open', 'camera')]);
			await hearsOn(bob, ann, before);
			await Promise.all([bob.sees(ann.streamID), bob.hearsSoundOf(ann.streamID)]);
			expect(await bob.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual([]);
		});

		test('of someone who joined without devices arrive once a camera is opened, and again after it was unplugged', async () => {
			const room = stage().newRoom();
			const [ann, bob] = await Promise.all([stage().person('ann'), stage().person('bob')]);
			await ann.join(room, []);
			await bob.join(room);
			await ann.sees(bob.streamID);
			expect(await bob.told('room.streamUpdate')).toEqual([]);

			await ann.do('open', 'camera');
			await ann.do('publish');
			await bob.sees(ann.streamID);
			await bob.hears('remote.device', heard(ann, 'microphone', 'MUTE'));

			await ann.do('unplug', 'camera');
			expect((await ann.hears('device.lost')).failure.code).toBe('device.unplugged');
			await bob.hears('remote.device', heard(ann, 'camera', 'MUTE'));
			await ann.do('open', 'camera');
			await bob.sees(ann.streamID);
		});

		test('that the system mutes are told as turned off, until it lets them through again', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await bob.hearsSoundOf(ann.streamID);
			for (const device of ['microphone', 'camera'] as const) {
				await ann.do('systemMutes', device, true);
				await ann.hears('device.muted', ({ device: which, muted }) => which === device && muted);
				await bob.hears('remote.device', heard(ann, device, 'MUTE'));
			}
			await bob.hearsNothingOf(ann.streamID);

			const before = (await bob.told('remote.device')).length;
			await Promise.all([ann.do('systemMutes', 'microphone', false), ann.do('systemMutes', 'camera', false)]);
			await ann.hears('device.muted', ({ muted }) => !muted);
			await hearsOn(bob, ann, before);
			await Promise.all([bob.sees(ann.streamID), bob.hearsSoundOf(ann.streamID)]);
		});

		chromiumTest(
			'of a voice are told when somebody begins to speak, and when they are quiet or mute themself',
			async () => {
				const [ann, bob] = await meet(stage(), ['ann', 'bob'], { voice: true });
				const bothHear = (speaking: boolean) =>
					eventually(async () => {
						expect((await ann.told('device.speaking')).at(-1)).toMatchObject({ device: 'microphone', speaking });
						expect((await bob.told('remote.speaking')).at(-1)).toMatchObject({ streamID: ann.streamID, speaking });
					});
				await ann.do('speaks', true);
				await bothHear(true);
				await ann.do('speaks', false);
				await bothHear(false);
				await ann.do('speaks', true);
				await bothHear(true);
				await ann.do('close', 'microphone');
				await eventually(async () => expect((await bob.told('remote.speaking')).at(-1)?.speaking).toBe(false));
				// Her own microphone is held open, and hears her.
				await ann.do('speaks', false);
				await ann.do('speaks', true);
				await eventually(async () => expect((await ann.told('device.speaking')).at(-1)?.speaking).toBe(true));
				// Once each, and nobody else is said to speak.
				expect((await bob.told('remote.speaking')).map(({ speaking }) => speaking)).toEqual([true, false, true, false]);
				await bob.hearsNothingOf(ann.streamID);
				expect([...(await bob.told('device.speaking')), ...(await ann.told('remote.speaking'))]).toEqual([]);
			}
		);

		test('that nobody sees do not come, though the sound does, and nothing is said to be amiss; they come back', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await bob.do('resize', ann.streamID, 0);
			await bob.seesNoMoreOf(ann.streamID);
			await bob.hearsSoundOf(ann.streamID);
			await ann.sees(bob.streamID);
			// Now nothing at all comes from her, for longer than the engines wait for a sign.
			await ann.do('close', 'microphone');
			await bob.hears('remote.device', heard(ann, 'microphone', 'MUTE'));
			await pause(WITHOUT_SIGN);

			await bob.do('resize', ann.streamID, 360);
			await bob.sees(ann.streamID);
			for (const person of [ann, bob]) {
				expect(await person.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual([]);
				expect(await person.told('network.quality', ({ uplink, downlink }) => uplink === 4 || downlink === 4)).toEqual(
					[]
				);
			}
		});

		test('come as large as they are wanted', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			const usual = await bob.do('lines', ann.streamID);
			const hasOneSize = differs(kind, 'oneSize') || differs(kind, 'noPictures');
			// On a busy machine browsers send less than that.
			for (const [height, least] of [
				[90, 1],
				[360, 91]
			] as const) {
				await bob.do('resize', ann.streamID, height);
				await bob.sees(ann.streamID);
				await eventually(async () => {
					const lines = await bob.do('lines', ann.streamID);
					if (hasOneSize) expect(lines).toBe(usual);
					else expect([lines >= least, lines <= height]).toEqual([true, true]);
				});
			}
		});

		test('are sent no larger than their owner wants, however large they are wanted', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			const hasOneSize = differs(kind, 'oneSize') || differs(kind, 'noPictures');
			const usual = await bob.do('lines', ann.streamID);
			await bob.do('resize', ann.streamID, 360);
			// On a busy machine browsers send less than that.
			for (const [most, least] of [
				[180, 1],
				[720, 181]
			] as const) {
				await ann.do('limit', most);
				await bob.sees(ann.streamID);
				await eventually(async () => {
					const lines = await bob.do('lines', ann.streamID);
					if (hasOneSize) expect(lines).toBe(usual);
					else expect([lines >= least, lines <= most]).toEqual([true, true]);
				});
			}
		});

		test('go on when a host asks someone to turn off their microphone; only they are told', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			stage().requestMute(ann);
			if (!differs(kind, 'noMuteRequests'))
				await ann.hears('device.muteRequested', ({ device }) => device === 'microphone');
			await bob.hearsSoundOf(ann.streamID);
			expect(await bob.told('device.muteRequested')).toEqual([]);
		});

		test('of a screen are a stream of their own until the browser ends it', async () => {
			const [ann, bob] = await meet(stage(), ['ann', 'bob']);
			await ann.do('share');
			await bob.sees(ann.screenID);
			for (const [muted, status] of [
				[true, 'MUTE'],
				[false, 'OPEN']
			] as const) {
				await ann.do('muteScreen', muted);
				await ann.hears('screen.muted', (event) => event.muted === muted);
				await bob.hears(
					'remote.device',
					(event) => event.streamID === ann.screenID && event.device === 'camera' && event.status === status
				);
			}
			await ann.do('endScreen');
			await ann.hears('screen.ended');
			await ann.do('unshare');
			const gone = await bob.hears('room.streamUpdate', isDelete);
			expect(gone).toMatchObject({ streams: [{ streamID: ann.screenID }], reason: 'stopped' });
			expect(await bob.do('shows', ann.screenID)).toBe(false);
			expect(await ann.do('shows', 'my-screen')).toBe(false);
			await bob.sees(ann.streamID);
		});
	});

	describe('publishing', () => {
		test('stops, fails under the stream ID of someone else, who notices nothing, and starts again', async () => {
			const room = stage().newRoom();
			const bob = await stage().person('bob');
			// Such that it could as well be one of bob's: not everyone may use just any ID.
			const ann = await stage().person('ann', { userID: `${bob.userID}_ann` });
			await ann.join(room);
			await bob.join(room, ['camera']);
			await Promise.all([ann.sees(bob.streamID), bob.sees(ann.streamID)]);
			await bob.do('unpublish');
			await bob.hears('publisher.NO_PUBLISH', ({ failure }) => failure === null);
			await ann.hears('room.streamUpdate', isDelete);
			expect(await ann.do('shows', bob.streamID)).toBe(false);

			stage().willClash(bob);
			await bob.do('askToPublish', ann.streamID);
			await bob.hears(
				'publisher.NO_PUBLISH',
				({ streamID, failure }) => streamID === ann.streamID && failure?.code === 'stream.duplicate'
			);
			await bob.sees(ann.streamID);
			expect(await ann.told('publisher.NO_PUBLISH')).toEqual([]);

			await stage().mend();
			await bob.do('publish');
			await ann.sees(bob.streamID);
			const streams = (await newsOf(bob, ann)).filter((news) => news.startsWith('stream'));
			expect(streams).toEqual(['stream ADD', 'stream DELETE stopped', 'stream ADD']);
		});
	});

	chromiumTest('the devices that are listed are cameras, microphones and speakers', async () => {
		const ann = await stage().person('ann');
		await ann.do('open', 'microphone');
		await eventually(async () => {
			const { devices } = (await ann.told('device.list')).at(-1) ?? { devices: [] };
			const named = devices.filter(({ label, deviceID }) => label !== '' && deviceID !== '');
			for (const device of ['microphone', 'speaker'])
				expect(named.filter((one) => one.device === device).length).toBeGreaterThan(1);
			expect(devices.some(({ device }) => device === 'camera')).toBe(true);
		});
	});

	test('sound goes on while noise in it is let through, and is reduced again', async () => {
		const [ann, bob] = await meet(stage(), ['ann', 'bob']);
		await bob.hearsSoundOf(ann.streamID);
		const before = await opened(ann);
		for (const suppression of ['off', 'browser'] as const) {
			await ann.do('suppressNoise', suppression);
			await bob.hearsSoundOf(ann.streamID);
			expect(await opened(ann)).toBe(before);
		}
		expect((await bob.told('remote.device', heard(ann, 'microphone', 'MUTE'))).length).toBe(0);
	});

	test('a device that opens after it was given up is released', async () => {
		const ann = await stage().person('ann');
		await ann.do('openInVain', 'camera').catch(() => undefined);
		await eventually(async () => expect(await opened(ann)).toBe(0));
	});
});
