import { expect, test } from 'vitest';
import { annAndBen, ROOM } from '../support/server';

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
