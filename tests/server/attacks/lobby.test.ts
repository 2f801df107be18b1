import { expect, test } from 'vitest';
import { ROOM, startServer } from '../support/server';

test('60 lobby sockets with one token: the last one watches; people log in, and members come back', async () => {
	const server = await startServer();
	const [ann] = await server.members('Ann', 'Ben');
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

test('90 people in one lobby keep nobody out of the room', async () => {
	const server = await startServer();
	for (let seat = 0; seat < 90; seat += 1) await server.watcher('Mallory');
	await server.members('Ann', 'Ben');
});

test('1,000 empty lobbies from ten addresses are no rooms', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-real-ip', REQUESTS_PER_MINUTE: '2000', MAX_ROOMS: '100' });
	for (let address = 0; address < 10; address += 1) {
		await Promise.all(
			Array.from({ length: 40 }, async (_, index) => {
				await server.watcher('Mallory', { roomID: `empty-${address}-${index}`, address: `198.51.100.${address}` });
			})
		);
	}
	await server.member('Ann');
	expect(server.call.rooms.stats).toMatchObject({ rooms: 1, members: 1 });
});

test('silent sockets from ten addresses keep nobody else out', async () => {
	const server = await startServer({ ADDRESS_HEADER: 'x-real-ip' }, { enterWithin: 60_000 });
	for (let address = 0; address < 12; address += 1) {
		const open = () => server.openSocket({ 'x-real-ip': `2001:db8:0:${address}::1` });
		const sockets = await Promise.allSettled(Array.from({ length: 60 }, open));
		expect(sockets.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
	}
	await server.member('Ann');
});
