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
