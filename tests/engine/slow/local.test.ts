/** The local engine, beyond the contract. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { forbid } from '../../browser/support/devtools';
import { LocalStage } from '../harness/local.stage';
import { allMeet } from '../harness/person';

let stage: LocalStage;
beforeAll(async () => void (stage = await LocalStage.open()));
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("a login reports its events in ZEGO's order", async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
	await ana.join('room-two');
	await bo.join('room-two');
	await allMeet(ana, bo);

	// These have no place in the order: media does not go through the server, and may be here before the welcome.
	const told = (await bo.history()).filter((type) => !['player.PLAYING', 'network.quality'].includes(type));
	expect(told).toEqual([
		'lobby.users',
		'room.LOGINING',
		'publisher.PUBLISH_REQUESTING',
		'room.streamUpdate',
		'player.PLAY_REQUESTING',
		'room.LOGINED',
		'room.userUpdate',
		'remote.device',
		'remote.device',
		'publisher.PUBLISHING'
	]);
	const devices = await bo.told('remote.device', ({ status }) => status === 'OPEN');
	expect(devices.map(({ device }) => device).sort()).toEqual(['camera', 'microphone']);
	const { users } = await ana.hears('room.userUpdate');
	expect(users).toEqual([{ userID: bo.userID, userName: 'bo' }]);
});

test('a second login is refused while the first is in force', async () => {
	const ana = await stage.person('ana');
	await ana.join('room-twice', []);
	await ana.do('login', ana.ticket(), true);
	expect(await ana.settles('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
});

test('an unknown device is refused, an open one is listed, and a closed microphone is held', async () => {
	const ana = await stage.person('ana');
	await expect(ana.do('open', 'camera', { deviceID: 'no-such-device', label: '' })).rejects.toThrow(/device\.notFound/);
	for (const device of ['camera', 'microphone'] as const) {
		const { deviceID } = await ana.do('open', device);
		const list = await ana.hears('device.list', ({ devices }) => devices.some(({ label }) => label !== ''));
		expect(list.devices.map((one) => one.deviceID)).toContain(deviceID);
	}
	await ana.do('unplug', 'camera');
	await ana.do('close', 'microphone');
	expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);
});

test('a withdrawn permission ends the device, and says why', async () => {
	const ana = await stage.person('ana');
	await ana.do('open', 'microphone');
	await ana.do('open', 'camera');
	await forbid(ana.page, 'camera');
	await ana.hears('device.permission', ({ device, granted }) => device === 'camera' && !granted);
	await ana.hears('device.lost', ({ device, failure }) => device === 'camera' && failure.code === 'device.denied');
	expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);
});

test('someone who comes later sees a screen that is shared already', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
	await ana.join('room-screen');
	await ana.do('share');
	await bo.join('room-screen', []);
	await Promise.all([bo.sees(ana.screenID), bo.sees(ana.streamID)]);
});
