/** The local engine, beyond the contract. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import { eventually } from '../harness/eventually';
import { LocalStage } from '../harness/local.stage';

let stage: LocalStage;
beforeAll(async () => void (stage = await LocalStage.open()));
afterEach(() => stage.clear());
afterAll(() => stage.close());

test('a second login is refused while the first is in force', async () => {
	const ana = await stage.person('ana');
	await ana.join('room-twice', []);
	await ana.do('login', ana.ticket(), true);
	expect(await ana.settles('login')).toMatchObject({ failed: { code: 'config.alreadyLoggedIn' } });
});

test('an unknown device is refused, an open one is listed, and a closed microphone is held', async () => {
	const ana = await stage.person('ana');
	await expect(ana.do('open', 'camera', { deviceID: 'no-such-device', label: '' })).rejects.toThrow(/device\.notFound/);
	for (const device of DEVICE_KINDS) {
		const { deviceID } = await ana.do('open', device);
		const list = await ana.hears('device.list', ({ devices }) => devices.some(({ label }) => label !== ''));
		expect(list.devices.map((one) => one.deviceID)).toContain(deviceID);
	}
	await ana.do('unplug', 'camera');
	await ana.do('close', 'microphone');
	expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);
});

test('someone who comes later sees a screen that is shared already', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
	await ana.join('room-screen');
	await ana.do('share');
	await bo.join('room-screen', []);
	await Promise.all([bo.sees(ana.screenID), bo.sees(ana.streamID)]);
});

test('pictures stay as large as they are wanted over an outage of the rooms, and those that nobody wants since then go', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
	await ana.join('room-sizes');
	await bo.join('room-sizes');
	await bo.sees(ana.streamID);
	const are = (lines: number) => eventually(async () => expect(await bo.do('lines', ana.streamID)).toBe(lines));
	await bo.do('resize', ana.streamID, 90);
	await are(90);

	await stage.goAway();
	await bo.hears('room.RECONNECTING');
	// Nobody can be told of it now.
	await bo.do('resize', ana.streamID, 0);
	await bo.sees(ana.streamID);
	await stage.comeBack();
	await bo.hears('room.RECONNECTED');
	await bo.seesNoMoreOf(ana.streamID);
	await bo.do('resize', ana.streamID, 180);
	await are(180);
});
