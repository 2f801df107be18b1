/** Two processes behind nginx, which chooses one for each room, with the settings that `deploy/` has for it. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { App } from '../../browser/support/app';
import { freePort } from '../../browser/support/free.port';
import { AUTH_SECRET, sign } from '../support/login';
import type { Person } from '../support/person';
import { obstacle, startProxy } from './proxy';
import { Visitor } from './visitor';

const why = await obstacle();
if (why !== null) console.warn(`The test of two processes is skipped: ${why}.`);

/** So many that each process has some, whatever nginx makes of their names. */
const ROOMS = Array.from({ length: 20 }, (_, index) => `room-${index}`);

async function twoBehindNginx(env: Record<string, string> = {}) {
	const port = await freePort();
	const url = `https://localhost:${port}`;
	const shared = { ORIGIN: url, ADDRESS_HEADER: 'x-forwarded-for', TOKEN_SECRET: '0123456789abcdef0123456789abcdef' };
	const start = () => App.start({ ...shared, ...env });
	const apps = await Promise.all([start(), start()]);
	onTestFinished(() => Promise.all(apps.map((app) => app.kill())).then(() => undefined));
	const hosts = apps.map((app) => new URL(app.url).host) as [string, string];
	const nginx = await startProxy('nginx', port, '', { apps: hosts });
	const visitor = new Visitor({ rejectUnauthorized: false, family: 4 });
	await vi.waitFor(() => visitor.asks(`${url}/healthz`), { timeout: 10_000, interval: 50 });
	return { url, apps, nginx, visitor };
}

test.skipIf(why !== null)(
	'members of a room meet; when a process dies, only its rooms are lost, and come back on the other',
	{ timeout: 60_000 },
	async () => {
		const { url, apps, nginx, visitor } = await twoBehindNginx();
		const [one, two] = apps;
		const membersOf = () => Promise.all([one.members(), two.members()]);

		const couples: [Person, Person][] = [];
		const lost = () => couples.filter((couple) => couple.every(({ isGone }) => isGone));
		for (const roomID of ROOMS) {
			const ann = await visitor.joins(url, 'Ann', roomID);
			const ben = await visitor.joins(url, 'Ben', roomID);
			expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
			couples.push([ann, ben]);
		}
		const [ofOne, ofTwo] = await membersOf();
		expect(ofOne + ofTwo).toBe(2 * ROOMS.length);
		expect(Math.min(ofOne, ofTwo)).toBeGreaterThan(0);

		await one.kill();
		await vi.waitFor(() => expect(lost()).toHaveLength(ofOne / 2), 5_000);
		expect(await two.members()).toBe(ofTwo);
		await comeBack();
		expect(await two.members()).toBe(2 * ROOMS.length);

		// As `docs/scale.md` says: all sockets are cut, and everyone comes back to where their room belongs.
		await one.restart();
		nginx.reload();
		await vi.waitFor(() => expect(lost()).toHaveLength(ROOMS.length), 5_000);
		await comeBack();
		expect(await membersOf()).toEqual([ofOne, ofTwo]);

		async function comeBack(): Promise<void> {
			for (const couple of lost()) {
				const ann = await visitor.comesBack(url, couple[0].me);
				const ben = await visitor.comesBack(url, couple[1].me);
				expect((await ann.hears('users')).users).toMatchObject([{ userName: 'Ben' }]);
				couple.splice(0, 2, ann, ben);
			}
		}
	}
);

test.skipIf(why !== null)(
	'who was removed gets no token for that room, because the process that keeps the room is asked',
	{ timeout: 30_000 },
	async () => {
		const { url, apps, visitor } = await twoBehindNginx({ AUTH_SECRET });
		const access = await sign({ sub: 'ben', name: 'Ben', room: '*' });
		for (const roomID of ROOMS.slice(0, 8)) {
			const { me } = await visitor.joins(url, 'Ben', roomID, access);
			// The other one does not know this room.
			await Promise.any(apps.map((app) => app.removeUser(roomID, me.userID)));
			const { body } = await visitor.asksForToken(url, roomID, { access });
			expect(JSON.parse(body.toString())).toMatchObject({ code: 'kicked.byHost' });
			// Routes take backslashes for slashes, nginx does not, and may read the name of another room. No route issues tokens.
			for (const other of ROOMS) {
				const path = `/api/rooms/${other}/..\\..\\token?room=${roomID}`;
				expect((await visitor.asksForToken(url, roomID, { access, path })).status).toBe(404);
			}
		}
	}
);
