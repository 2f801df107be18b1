/** The local engine loses its network, its signalling or only its media, and how soon that is noticed and repaired. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Network } from '../browser/support/devtools';
import { TcpProxy } from '../browser/support/tcp.proxy';
import type { BrowserPerson } from '../engine/harness/browser.person';
import { LocalStage } from '../engine/harness/local.stage';
import { allMeet, isDelete } from '../engine/harness/person';

let stage: LocalStage;
let proxy: TcpProxy;
beforeAll(async () => {
	stage = await LocalStage.open();
	proxy = await TcpProxy.to(stage.pageURL);
});
afterEach(() => stage.clear());
afterAll(async () => {
	proxy.close();
	await stage.close();
});

async function meet(roomID: string, ana: BrowserPerson, bo: BrowserPerson): Promise<void> {
	await ana.join(roomID);
	await bo.join(roomID);
	await allMeet(ana, bo);
}

it('both sides notice a cut network within seconds, and see each other again when it is back', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo', { url: proxy.url })]);
	const network = await Network.of(bo.page, proxy);
	await meet('room-cut', ana, bo);
	const cut = Date.now();
	await network.cut('everything');
	const [gone, away, stalled] = await Promise.all([
		ana.hears('room.userUpdate', isDelete),
		bo.hears('room.RECONNECTING'),
		bo.hears('player.PLAY_REQUESTING', ({ failure }) => failure?.code === 'stream.interrupted')
	]);
	expect(gone.reason).toBe('lost');
	expect(gone.at - cut).toBeLessThan(4_000);
	expect(away.at - cut).toBeLessThan(3_000);
	expect(stalled.at - cut).toBeLessThan(4_500);

	const back = Date.now();
	await network.restore();
	const again = await bo.hears('room.RECONNECTED');
	expect(again.at - back).toBeLessThan(2_500);
	await allMeet(ana, bo);
	expect(await ana.told('room.userUpdate', ({ update }) => update === 'ADD')).toHaveLength(2);
});

it('without signalling, media goes on and the others notice nothing', async () => {
	const [ana, bo] = await Promise.all([stage.person('ana'), stage.person('bo', { url: proxy.url })]);
	await meet('room-signal', ana, bo);
	const before = (await ana.told('room.userUpdate')).length;
	const cut = Date.now();
	proxy.hold();
	await bo.context.setOffline(true);
	const away = await bo.hears('room.RECONNECTING');
	expect(away.at - cut).toBeLessThan(3_000);
	await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
	// The server drops a silent socket after 2.5 s; what is published meanwhile is told afterwards.
	await new Promise((resolve) => setTimeout(resolve, 2_000));
	await bo.do('close', 'microphone');
	await bo.context.setOffline(false);
	proxy.release();
	await bo.hears('room.RECONNECTED');
	await ana.hears('remote.device', ({ status }) => status === 'MUTE');
	for (const userID of [bo.userID, '']) {
		await ana.hears('network.quality', (told) => told.userID === userID && told.uplink >= 0 && told.downlink >= 0);
	}
	await Promise.all([ana.sees(bo.streamID), bo.sees(ana.streamID)]);
	expect(await ana.told('room.userUpdate')).toHaveLength(before);
	expect(await ana.told('room.streamUpdate', isDelete)).toEqual([]);
	expect(await ana.told('player.PLAY_REQUESTING', ({ failure }) => failure !== null)).toEqual([]);
});
