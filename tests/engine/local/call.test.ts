import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { allMeet } from '../harness/person';
import { Stage } from '../harness/stage';

let stage: Stage;
beforeAll(async () => void (stage = await Stage.open()));
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
		await bo.load();
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

	it('a logout with nothing logged in is answered too', async () => {
		const ana = await stage.person('ana');
		await ana.do('logout');
		await ana.do('enter', ana.ticket('room-lobby'));
		await ana.do('logout');
		expect(await ana.reasons()).toEqual(['room.LOGOUT', 'room.LOGOUT']);
		await ana.do('destroy');
		expect(await ana.do('leftovers')).toEqual(NOTHING);
	});

	it('goes from one room into another', async () => {
		const [ana, bo, cy] = await Promise.all([stage.person('ana'), stage.person('bo'), stage.person('cy')]);
		await Promise.all([ana.join('room-from'), cy.join('room-to')]);
		await bo.join('room-from');
		await Promise.all([bo.sees(ana.streamID), ana.sees(bo.streamID)]);
		await bo.do('switchRoom', 'room-from', bo.ticket('room-to'));
		await Promise.all([bo.sees(cy.streamID), cy.sees(bo.streamID)]);
		expect(await bo.reasons()).toEqual([
			'room.LOGINING',
			'room.LOGINED',
			'room.LOGOUT',
			'room.LOGINING',
			'room.LOGINED'
		]);
		expect((await bo.told('room.LOGOUT'))[0]?.roomID).toBe('room-from');
		expect(await ana.hears('room.userUpdate', ({ update }) => update === 'DELETE')).toMatchObject({ reason: 'left' });
	});
});

describe('devices', () => {
	it('are switched without a new negotiation, and the others are told', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await ana.join('room-devices');
		await bo.join('room-devices');
		await allMeet(ana, bo);

		await ana.do('close', 'microphone');
		await bo.hears('remote.device', ({ device, status }) => device === 'microphone' && status === 'MUTE');
		await vi.waitFor(async () => expect(await bo.do('loudness', ana.streamID)).toBeLessThan(3), 5_000);
		await ana.do('close', 'camera');
		await bo.hears('remote.device', ({ device, status }) => device === 'camera' && status === 'MUTE');
		// The microphone is held, so that it is back at once; the camera is dark.
		expect(await ana.do('tracks', 'preview')).toEqual(['audio live']);

		await Promise.all([ana.do('open', 'microphone'), ana.do('open', 'camera')]);
		await Promise.all([bo.sees(ana.streamID), ana.isHeardBy(bo)]);
		expect(await bo.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual([]);
	});

	it('one who has none joins, hears and sees, and is seen once a camera is there', async () => {
		const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo')]);
		await ana.join('room-none', []);
		await bo.join('room-none');
		await Promise.all([ana.sees(bo.streamID), bo.isHeardBy(ana)]);
		await ana.do('open', 'camera');
		expect(await bo.told('room.streamUpdate')).toEqual([]);
		await ana.do('publish');
		await bo.sees(ana.streamID);
		expect(await bo.told('remote.device')).toMatchObject([{ status: 'OPEN' }, { status: 'MUTE' }]);
		await ana.do('unpublish');
		const gone = await bo.hears('room.streamUpdate', ({ update }) => update === 'DELETE');
		expect(gone).toMatchObject({ reason: 'stopped' });
		await ana.hears('publisher.NO_PUBLISH', ({ failure }) => failure === null);
	});

	it('answers that come too late, refusals and unplugged devices', async () => {
		const ana = await stage.person('ana');
		await expect(ana.do('openInVain', 'camera')).rejects.toThrow(/AbortError/);
		expect((await ana.do('leftovers')).tracks).toBe(0);
		await expect(ana.do('open', 'camera', 'no-such-device')).rejects.toThrow(/device\.notFound/);
		for (const device of ['camera', 'microphone'] as const) {
			const { deviceID } = await ana.do('open', device);
			const list = await ana.hears('device.list', ({ devices }) => devices.some(({ label }) => label !== ''));
			expect(list.devices.map((one) => one.deviceID)).toContain(deviceID);
		}
		await ana.do('unplug', 'camera');
		await ana.hears('device.lost', ({ device, failure }) => device === 'camera' && failure.code === 'device.unplugged');
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
