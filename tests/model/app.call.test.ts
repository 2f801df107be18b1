/** Which call a page gets when it opens a room, also again after an edit of its components. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { get } from 'svelte/store';
import { openCall, rejoinCall, type AppCall } from '../../src/lib/app/call';
import { createSimulatedEngine } from '../../src/lib/engine/simulated/simulated.engine';
import type { MediaRegistry } from '../../src/lib/engine/media';

vi.mock('../../src/lib/app/profile', () => ({ readProfile: () => ({ engine: 'simulated' }) }));
vi.mock('../../src/lib/app/awake', () => ({ keepAwake: () => undefined }));
vi.mock('../../src/lib/app/tokens', () => ({
	tokenSource: () => ({
		tokens: { fetch: () => Promise.resolve({ userID: 'me', expiresIn: 3_600, token: '' }) },
		iceServers: () => []
	})
}));
vi.mock('../../src/lib/engine/load', () => ({
	loadEngine: (_profile: unknown, { media }: { media: MediaRegistry }) =>
		Promise.resolve(createSimulatedEngine({ media }))
}));

const page = new EventTarget();
const replace = vi.fn();
beforeAll(() => {
	vi.stubGlobal('window', page);
	vi.stubGlobal('location', { search: '', pathname: '/call/room-1', replace });
});

const opened: AppCall[] = [];
afterEach(() => {
	for (const { call } of opened.splice(0)) call.release();
});

function open(roomID: string): AppCall {
	const app = openCall({ roomID, userName: 'Me' });
	opened.push(app);
	return app;
}

const until = (app: AppCall, status: string) => vi.waitFor(() => expect(get(app.view).status).toBe(status), 5_000);

async function join(roomID: string): Promise<AppCall> {
	const app = open(roomID);
	await until(app, 'ready');
	app.send({ type: 'user.start', userName: 'Me' });
	await until(app, 'alone');
	return app;
}

test('a page that opens its room again gets the call that is going on, also after a switch of rooms', async () => {
	const app = await join('room-1');
	app.send({ type: 'user.switchRoom', roomID: 'room-2' });
	await vi.waitFor(() => expect(app.roomID).toBe('room-2'), 5_000);
	await until(app, 'alone');
	expect(open('room-1')).toBe(app);
	expect(get(app.view).status).toBe('alone');
});

test('a page that opens another room leaves the call that is going on', async () => {
	const app = await join('room-1');
	const other = open('room-2');
	expect(other).not.toBe(app);
	await until(app, 'ended');
	expect(get(app.view).end?.cause).toBe('left');
	expect(get(other.view).end).toBeNull();
});

test('a call that is ending is not opened again', async () => {
	const app = await join('room-1');
	app.send({ type: 'user.leave' });
	expect(open('room-1')).not.toBe(app);
});

test('a call that was joined again belongs to the room that the page opened', async () => {
	const app = await join('room-1');
	app.send({ type: 'user.leave' });
	await until(app, 'ended');
	const again = rejoinCall(app);
	opened.push(again);
	await until(again, 'alone');
	expect(open('room-1')).toBe(again);
});

test('a page that goes away ends its call, and only tells the current one', async () => {
	const app = await join('room-1');
	page.dispatchEvent(new Event('pagehide'));
	await until(app, 'ended');
	expect(get(app.view).end?.cause).toBe('pageHidden');
});

test('a page that comes back from the back/forward cache is opened anew, and not reloaded', () => {
	page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
	expect(replace).not.toHaveBeenCalled();
	page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
	expect(replace).toHaveBeenCalledExactlyOnceWith('/call/room-1');
});
