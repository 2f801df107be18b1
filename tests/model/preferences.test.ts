/** What a browser remembers for its next call: the devices that were chosen, and those that were turned off. */
import { describe, expect, it } from 'vitest';
import { join, KEY, memoryStorage, NOON, startCall, type Started } from './harness/create';

describe('what a browser remembers for its next call', () => {
	const SECOND = { deviceID: 'camera-2', label: 'Simulated camera 2' };
	const choose = ({ call }: Started) =>
		call.send({ type: 'user.selectDevice', device: 'camera', deviceID: 'camera-2' });
	const read = (items: Map<string, string>): unknown => JSON.parse(items.get('devices') ?? 'null');

	it('is nothing until the person changes something', async () => {
		const { items, storage } = memoryStorage();
		await join(startCall({ preferences: storage }));
		expect(items.size).toBe(0);
	});

	it('is what is turned off in the lobby, and stays off in the next one', async () => {
		const { storage } = memoryStorage();
		const first = startCall({ preferences: storage });
		await first.clock.advance(1_000);
		first.call.send({ type: 'user.turnOff', device: 'camera' });
		await first.clock.advance(1_000);
		first.call.release();
		const next = startCall({ preferences: storage });
		await next.clock.advance(1_000);
		expect(next.call.view).toMatchObject({ camera: { shown: 'off' }, microphone: { shown: 'on' } });
		expect(next.engines[0]?.hardware.openDevices).toEqual(['microphone']);
	});

	it('is which device was chosen, by ID and label, and the next call uses it', async () => {
		const { items, storage } = memoryStorage();
		const first = startCall({ preferences: storage });
		await join(first);
		choose(first);
		expect(read(items)).toEqual({
			intents: { camera: true, microphone: true },
			choices: { camera: SECOND, microphone: null, speaker: null },
			noise: 'browser',
			pictures: 'automatic'
		});
		const next = startCall({ preferences: storage });
		await next.clock.advance(1_000);
		expect(next.call.view.camera).toMatchObject({ shown: 'on', deviceID: 'camera-2', setback: null });
	});

	it('is how much of pictures the person wants, and the next call begins so', async () => {
		const { items, storage } = memoryStorage();
		const first = startCall({ preferences: storage });
		await first.clock.advance(1_000);
		first.call.send({ type: 'user.choosePictures', pictures: 'audioOnly' });
		await first.clock.advance(1_000);
		expect(read(items)).toMatchObject({ intents: { camera: true }, pictures: 'audioOnly' });
		first.call.release();
		const next = startCall({ preferences: storage });
		await join(next);
		expect(next.call.view).toMatchObject({ pictures: 'audioOnly', camera: { shown: 'off' } });
		// Not even for a moment.
		expect(next.engines[0]?.log.filter(({ operation }) => operation === 'openDevice')).toEqual([
			{ operation: 'openDevice', subject: 'microphone' }
		]);
	});

	it('from before pictures could be chosen is still good', async () => {
		const text = '{"intents":{"camera":false,"microphone":true},"choices":{"camera":null,"microphone":null}}';
		const { call, clock } = startCall({ preferences: memoryStorage({ devices: text }).storage });
		await clock.advance(1_000);
		expect(call.view).toMatchObject({ pictures: 'automatic', camera: { shown: 'off' } });
	});

	it('turns on no camera that was off in this tab for the sake of sound, whatever another tab has chosen since', async () => {
		const intents = { camera: true, microphone: true };
		const tab = memoryStorage({
			[KEY]: JSON.stringify({ userName: 'Me', intents, pictures: 'audioOnly', leftAt: NOON })
		});
		const choices = { camera: null, microphone: null };
		const preferences = memoryStorage({ devices: JSON.stringify({ intents, choices, pictures: 'best' }) }).storage;
		const { call, clock } = startCall({ storage: tab.storage, preferences, reloaded: true, now: () => NOON });
		await clock.advance(4_000);
		expect(call.view).toMatchObject({ state: 'inCall', pictures: 'audioOnly', camera: { shown: 'off' } });
	});

	it('is written once for each change, and stays after the call', async () => {
		const { items, storage } = memoryStorage();
		const started = startCall({ preferences: storage });
		await join(started);
		choose(started);
		await started.clock.advance(1_000);
		started.call.send({ type: 'user.leave' });
		await started.clock.advance(5_000);
		expect(storage.setItem).toHaveBeenCalledTimes(1);
		expect(read(items)).toMatchObject({ choices: { camera: SECOND } });
	});

	it('turns on nothing that was off in this tab before its reload', async () => {
		const tab = memoryStorage({
			[KEY]: JSON.stringify({ userName: 'Me', intents: { camera: true, microphone: false }, leftAt: NOON })
		});
		const { call, clock } = startCall({
			storage: tab.storage,
			preferences: memoryStorage().storage,
			reloaded: true,
			now: () => NOON
		});
		await clock.advance(4_000);
		expect(call.view).toMatchObject({ state: 'inCall', microphone: { shown: 'off' } });
	});

	it.each([
		'{',
		'{"intents":{"camera":false,"microphone":false}}',
		'{"intents":{"camera":false,"microphone":false},"choices":{"camera":{"deviceID":"","label":""},"microphone":null}}'
	])('is ignored when it reads %s', async (text) => {
		const { call, clock } = startCall({ preferences: memoryStorage({ devices: text }).storage });
		await clock.advance(1_000);
		expect(call.view).toMatchObject({ camera: { shown: 'on' }, microphone: { shown: 'on' } });
	});

	it('is not missed when the storage refuses, and neither is what a tab remembers', async () => {
		const refuse = () => {
			throw new DOMException('denied', 'SecurityError');
		};
		const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
		const started = startCall({ storage, preferences: storage });
		await join(started);
		choose(started);
		await started.clock.advance(1_000);
		expect(started.call.view.camera).toMatchObject({ shown: 'on', deviceID: 'camera-2' });
	});
});
