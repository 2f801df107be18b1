import { expect, test } from 'vitest';
import { annAndBen, ROOM, startServer } from '../support/server';

test('60 lobby sockets with one token: the last one watches; people log in, and members come back', async () => {
	const { server, ann } = await annAndBen();
	const mallory = await server.watcher('Mallory');
	let last = mallory;
	for (let time = 0; time < 60; time += 1) {
		const next = await server.comesBack(mallory);
		next.enters(mallory.me.token);
		await next.hears('lobby');
		expect(await last.isCutOff()).toBe(4002);
		last = next;
	}
	ann.vanishes();
	await (await server.comesBack(ann)).joins();
	await server.member('Cleo');
	expect(server.call.rooms.endRoom(ROOM)).toBe(true);
	expect(await last.isCutOff()).toBe(4001);
});

test('100 sockets that walk through 1,000 empty lobbies take no room from others, and leave nothing behind', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-real-ip', MAX_ROOMS: '1', REQUESTS_PER_MINUTE: '1000' });
	const crowd = [];
	for (let index = 0; index < 100; index += 1) {
		crowd.push(await server.watcher('Mallory', { roomID: `empty-${index}`, address: '198.51.100.1' }));
	}
	for (let round = 1; round < 10; round += 1) {
		for (const [index, mallory] of crowd.entries()) {
			const roomID = `empty-${index}-${round}`;
			mallory.enters(server.call.tokens.issue(mallory.me.userID, roomID).token, roomID);
		}
		for (const mallory of crowd) await mallory.hears('lobby');
	}
	expect(server.call.rooms.stats).toMatchObject({ rooms: 0, lobbies: 100, sockets: 100 });
	const ann = await server.member('Ann', { address: '192.0.2.1' });
	for (const mallory of crowd) mallory.vanishes();
	await expect.poll(() => server.call.rooms.stats).toMatchObject({ rooms: 1, lobbies: 0, sockets: 1 });
	for (const roomID of ['empty-0', 'empty-50-5', 'empty-99-9']) expect(server.call.rooms.endRoom(roomID)).toBe(false);
	await ann.isUpToDate();
});
