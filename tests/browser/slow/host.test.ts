/** What the host of a room asks of someone in it. The host's own page asks over HTTP, as the operator does here. */
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import { test } from '../support/test';
import { about } from '../support/words';

const ADMIN_KEY = 'a-key-of-the-operator';
const ASKED = about(en.mute_requested, en.microphone);

test('someone is asked to turn the microphone off: they keep it on, turn it off, or go elsewhere', async ({
	people
}) => {
	const app = await people.ownApp({ ADMIN_KEY });
	const [ann, ben] = [await people.arrives('Ann', { app }), await people.arrives('Ben', { app })];
	await ann.startsCall();
	await ben.startsCall();
	const ask = async () => {
		const url = `${app.url}/api/rooms/${people.room}/users/${await ben.userID()}/mute-request`;
		const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${ADMIN_KEY}` } });
		expect(response.status).toBe(204);
	};

	await ask();
	await ask();
	await ben.reads(ASKED);
	await ann.hears(ben);
	await ben.presses(en.keep_on);
	await ben.doesNotRead(ASKED);
	await ben.hasOff('microphone', false);

	await ask();
	await ben.reads(ASKED);
	await ben.presses(about(en.turn_off, en.microphone));
	await ann.seesThatOff('microphone', ben);
	await ben.doesNotRead(ASKED);
	await ann.doesNotRead(ASKED);

	await ask();
	await ben.turnsOn('microphone');
	await ann.hears(ben);
	await ben.doesNotRead(ASKED);

	await ask();
	await ben.reads(ASKED);
	await ben.switchesRoom(`another-${people.room}`);
	await ben.doesNotRead(ASKED);
	await ben.isIn('inCall');
	await ben.hasOff('microphone', false);
});

test('a locked room says so in its lobby, before the call is started, also when it is locked meanwhile; once it is unlocked, the lobby is ready by itself', async ({
	people
}) => {
	const app = await people.ownApp({ ADMIN_KEY });
	const ann = await people.arrives('Ann', { app });
	await ann.startsCall();
	const lock = async (method: 'PUT' | 'DELETE') => {
		const url = `${app.url}/api/rooms/${people.room}/lock`;
		expect((await fetch(url, { method, headers: { authorization: `Bearer ${ADMIN_KEY}` } })).status).toBe(204);
	};
	await lock('PUT');
	const ben = await people.arrives('Ben', { app, until: 'open' });
	await ben.reads(en.auth_roomLocked);
	await ben.reads(en.auth_roomLocked_advice);
	await ben.reads(en.status_unavailable);
	await ben.doesNotRead(en.already_here.replace('{names}', 'Ann'));
	const start = ben.page.getByRole('button', { name: en.start_call });
	expect(await start.getAttribute('aria-disabled')).toBe('true');
	await ben.presses(en.try_again);
	await ben.reads(en.auth_roomLocked);
	await lock('DELETE');
	await ben.reads(en.status_ready);
	await ben.doesNotRead(en.auth_roomLocked);
	await lock('PUT');
	await ben.reads(en.auth_roomLocked);
	await lock('DELETE');
	await ben.reads(en.status_ready);
	await ben.startsCall();
	await ann.seesPictureOf(ben);
});
