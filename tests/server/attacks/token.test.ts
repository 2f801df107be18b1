/** Someone who was removed and shows their old token wherever one is read. revoked.test.ts has one try of each kind. */
import { expect, test } from 'vitest';
import { annAndBen, ROOM } from '../support/server';

test('the token of who was removed, 40 times at once and 40 times on one socket, lets in nobody, also not once the room was empty', async () => {
	const { server, ann, ben } = await annAndBen();
	const { token } = ben.me;
	server.call.rooms.kick(ROOM, ben.me.userID);
	await ann.hears('users');

	const tries = async () => {
		const copies = await Promise.all(Array.from({ length: 40 }, () => server.comesBack(ben)));
		for (const copy of copies) copy.enters(token);
		for (const copy of copies) expect(await copy.isRefused()).toBe('kicked.byHost');
		const [one] = copies;
		for (let time = 0; time < 40; time += 1) one?.enters(token);
		expect(await one?.isCutOff()).toBe(1008);
		for (const copy of copies) copy.vanishes();
	};
	await tries();
	await ann.heardNothing();
	await ann.logsOut();
	await expect.poll(() => server.call.rooms.stats).toMatchObject({ rooms: 0, lobbies: 0, members: 0 });
	await tries();
	await server.member('Cleo');
	expect(server.call.rooms.stats).toMatchObject({ lobbies: 0, members: 1 });
});
