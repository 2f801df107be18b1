import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allMeet } from '../engine/harness/person';
import { LocalStage } from '../engine/harness/local.stage';

let stage: LocalStage;
beforeAll(async () => void (stage = await LocalStage.open()));
afterEach(() => stage.clear());
afterAll(() => stage.close());

const NOTHING = { tracks: 0, connections: 0, sockets: 0, listeners: 0, timers: 0 };

describe('people in a room', () => {
	it('see and hear each other, and are told in the order of ZEGO', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await ana.join('room-two');
		await bo.join('room-two');
		await allMeet(ana, bo);

		const told = (await bo.events()).map(({ type }) => type).filter((type) => !/device\.list|network/.test(type));
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
			'publisher.PUBLISHING',
			'player.PLAYING'
		]);
		const devices = await bo.told('remote.device', ({ status }) => status === 'OPEN');
		expect(devices.map(({ device }) => device).sort()).toEqual(['camera', 'microphone']);
		const { users } = await ana.hears('room.userUpdate');
		expect(users).toEqual([{ userID: bo.userID, userName: 'bo' }]);
	});

	it('three meet; who leaves has left at once, and leaves nothing behind', async () => {
		const [ana, bo, cy] = await Promise.all([stage.person('ana'), stage.person('bo'), stage.person('cy')]);
		await ana.join('room-three');
		await Promise.all([bo.join('room-three'), cy.join('room-three')]);
		await allMeet(ana, bo, cy);

		const left = Date.now();
		await cy.do('leave');
		for (const other of [ana, bo]) {
			const gone = await other.hears('room.userUpdate', ({ update }) => update === 'DELETE');
			expect(gone).toMatchObject({ users: [{ userID: cy.userID }], reason: 'left' });
			expect(gone.at - left).toBeLessThan(1_000);
			expect(await other.told('room.streamUpdate', ({ update }) => update === 'DELETE')).toMatchObject([
				{ streams: [{ streamID: cy.streamID }], reason: 'left' }
			]);
		}
		await cy.hears('room.LOGOUT');
		await cy.do('destroy');
		expect(await cy.do('leftovers')).toEqual(NOTHING);
		await allMeet(ana, bo);
	});

	it('who comes back in a new page is seen again, and nobody twice', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await ana.join('room-reload');
		await bo.join('room-reload');
		await allMeet(ana, bo);
		await stage.reload(bo);
		await bo.do('open', 'camera');
		const ticket = bo.ticket();
		// As a page does that comes back into a call: no wait in the lobby.
		void bo.do('enter', ticket);
		await bo.do('login', ticket, true);
		await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
		const [added, removed] = await Promise.all([
			ana.told('room.userUpdate', ({ update }) => update === 'ADD'),
			ana.told('room.userUpdate', ({ update }) => update === 'DELETE')
		]);
		expect([added.length, removed.length]).toEqual([2, 1]);
	});
});

describe('devices', () => {
	it('answers that come too late, refusals and unplugged devices', async () => {
		const ana = await stage.person('ana');
		await expect(ana.do('openInVain', 'camera')).rejects.toThrow(/AbortError/);
		await expect(ana.do('open', 'camera', 'no-such-device')).rejects.toThrow(/device\.notFound/);
		for (const device of ['camera', 'microphone'] as const) {
			const { deviceID } = await ana.do('open', device);
			const list = await ana.hears('device.list', ({ devices }) => devices.some(({ label }) => label !== ''));
			expect(list.devices.map((one) => one.deviceID)).toContain(deviceID);
		}
		await ana.do('unplug', 'camera');
		await ana.hears('device.lost', ({ device, failure }) => device === 'camera' && failure.code === 'device.unplugged');
		// It is held, so that it is back at once.
		await ana.do('close', 'microphone');
		expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);
	});

	it('a permission that is withdrawn ends the device, and says why', async () => {
		const ana = await stage.person('ana');
		await ana.do('open', 'microphone');
		await ana.do('open', 'camera');
		await stage.withdrawPermission('camera');
		await ana.hears('device.permission', ({ device, granted }) => device === 'camera' && !granted);
		await ana.hears('device.lost', ({ device, failure }) => device === 'camera' && failure.code === 'device.denied');
		expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);
	});

	it('a screen is shown beside the camera until it ends', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await ana.join('room-screen');
		await bo.join('room-screen');
		await bo.sees(ana.streamID);
		await ana.do('share');
		await bo.sees(ana.screenID);
		// A third one finds it there.
		const cy = await stage.person('cy');
		await cy.join('room-screen', []);
		await Promise.all([cy.sees(ana.screenID), cy.sees(bo.streamID)]);

		await ana.do('endScreen');
		await ana.hears('screen.ended');
		await ana.do('unshare');
		const gone = await bo.hears('room.streamUpdate', ({ update }) => update === 'DELETE');
		expect(gone).toMatchObject({ streams: [{ streamID: ana.screenID }], reason: 'stopped' });
		expect(await ana.do('shows', 'my-screen')).toBe(false);
		await Promise.all([bo.sees(ana.streamID), cy.sees(ana.streamID)]);
		await ana.do('share');
		await bo.sees(ana.screenID);
	});
});
