/** Which speaker the sound of a call comes out of: on all elements that play, in the next call, and when it is gone. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import { localTest, test } from '../../support/on';
import type { Person } from '../../support/person';
import { until } from '../../support/until';

/** Of each element on the page that plays a stream; empty: the system's default. */
const sinksOf = ({ page }: Person) =>
	page.locator('video').evaluateAll((all) => all.map((video) => (video as HTMLVideoElement).sinkId));
const playsOn = (person: Person, deviceID: string, elements: number) =>
	until(`${elements} elements of ${person.name} play on “${deviceID}”`, async () => {
		const sinks = await sinksOf(person);
		return sinks.length === elements && sinks.every((sink) => sink === deviceID);
	});

/** Chromium's fake speakers can't be unplugged. */
const plug = ({ page }: Person, deviceID: string, isPlugged: boolean) =>
	page.evaluate(
		({ deviceID, isPlugged }) => {
			const { mediaDevices } = navigator;
			const list = () => MediaDevices.prototype.enumerateDevices.call(mediaDevices);
			mediaDevices.enumerateDevices = async () =>
				(await list()).filter((one) => isPlugged || one.kind !== 'audiooutput' || one.deviceId !== deviceID);
			mediaDevices.dispatchEvent(new Event('devicechange'));
		},
		{ deviceID, isPlugged }
	);

test('the chosen speaker plays everyone, also who comes later, and is remembered over a reload and for the next call', async ({
	people
}) => {
	const ann = await people.arrives('Ann');
	await ann.hasOff('microphone', false);
	const speaker = await ann.chooses('speaker', 1);
	expect(speaker).not.toBe('');
	await playsOn(ann, speaker, 1);
	await ann.startsCall();
	const [ben] = await people.inCall('Ben');
	await Promise.all([ann.hears(ben), playsOn(ann, speaker, 2)]);

	// In mid-call, with the keyboard.
	await ann.presses(en.more);
	await ann.choiceOf('speaker').focus();
	await ann.page.keyboard.press('Home');
	await Promise.all([ann.hears(ben), playsOn(ann, '', 2)]);
	await ann.chooses('speaker', 1);
	await ann.page.keyboard.press('Escape');
	await Promise.all([ann.hears(ben), playsOn(ann, speaker, 2)]);
	expect(await sinksOf(ben)).toEqual(['', '']);

	await ann.reloads();
	await Promise.all([ann.hears(ben), playsOn(ann, speaker, 2)]);
	await ann.endsCall();
	const again = await people.arrives('Ann again', { at: ann.context, room: `${people.room}-2` });
	await playsOn(again, speaker, 1);
	expect(await again.choiceOf('speaker').inputValue()).toBe(speaker);
});

test('a speaker that is unplugged in mid-call gives way to the usual one, which is said, and plays again when it is back', async ({
	people
}) => {
	const ann = await people.arrives('Ann');
	await ann.hasOff('microphone', false);
	const speaker = await ann.chooses('speaker', 1);
	await ann.startsCall();
	const [ben] = await people.inCall('Ben');
	await Promise.all([ann.hears(ben), playsOn(ann, speaker, 2)]);

	await plug(ann, speaker, false);
	await Promise.all([ann.reads(en.speaker_missing), ann.isTold(en.speaker_missing), playsOn(ann, '', 2)]);
	await plug(ann, speaker, true);
	await Promise.all([ann.doesNotRead(en.speaker_missing), ann.hears(ben), playsOn(ann, speaker, 2)]);

	await plug(ann, speaker, false);
	await ann.presses(en.keep_this_one);
	await ann.doesNotRead(en.speaker_missing);
	await plug(ann, speaker, true);
	await ann.presses(en.more);
	expect(await ann.choiceOf('speaker').inputValue()).toBe('');
	expect(await sinksOf(ann)).toEqual(['', '']);
});

localTest(
	'the test sound comes out of the chosen speaker, once at a time, without anything being fetched',
	async ({ people }) => {
		const ann = await people.arrives('Ann');
		await ann.hasOff('microphone', false);
		const speaker = await ann.chooses('speaker', 1);
		const fetched: string[] = [];
		ann.page.on('request', (request) => {
			// Chromium asks for the page's icon when it likes.
			if (!request.url().endsWith('/favicon.svg')) fetched.push(request.url());
		});
		const sound = ann.page.evaluate(
			() =>
				new Promise<{ sinkId: string; audible: boolean; lasted: number }>((resolve) => {
					const play = Reflect.get(HTMLMediaElement.prototype, 'play');
					HTMLMediaElement.prototype.play = function () {
						if (this.isConnected || !(this.srcObject instanceof MediaStream)) return play.call(this);
						const { sinkId, muted, volume } = this;
						const begun = performance.now();
						this.addEventListener('emptied', () => {
							resolve({ sinkId, audible: !muted && volume === 1, lasted: performance.now() - begun });
						});
						return play.call(this);
					};
				})
		);
		const button = ann.page.getByRole('button', { name: en.speaker_test, exact: true });
		await button.click();
		await until('it sounds', async () => (await button.getAttribute('aria-disabled')) === 'true');
		const { sinkId, audible, lasted } = await sound;
		expect([sinkId, audible]).toEqual([speaker, true]);
		expect(lasted).toBeGreaterThan(800);
		await until('it is over', async () => (await button.getAttribute('aria-disabled')) === 'false');
		expect(fetched).toEqual([]);
	}
);

localTest('no speaker is offered where the browser can’t change it', async ({ people }) => {
	const ann = await people.arrives('Ann', { until: 'open' });
	await ann.context.addInitScript(() => Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId'));
	await ann.reloads();
	await ann.hasOff('microphone', false);
	await ann.uses('microphone', 0);
	expect(await ann.choiceOf('speaker').count()).toBe(0);
	expect(await ann.page.getByRole('button', { name: en.speaker_test }).count()).toBe(0);
	await ann.startsCall();
});
