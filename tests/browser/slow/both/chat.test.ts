/** People write to each other: what the others read, what becomes of what does not get through, and that nothing of it is kept. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import { axeFaults } from '../../support/axe';
import { localTest, test } from '../../support/on';
import type { Person } from '../../support/person';
import { until } from '../../support/until';

const control = ({ page }: Person) => page.getByRole('button', { name: en.chat, exact: true });
const field = ({ page }: Person) => page.getByRole('textbox', { name: en.chat_label });
const log = ({ page }: Person) => page.getByRole('log');

const opens = async (person: Person) => {
	await control(person).click();
	await field(person).waitFor();
};
const writes = async (person: Person, text: string) => {
	await field(person).fill(text);
	await field(person).press('Enter');
};
/** The texts, and what has become of them. */
const messages = async (person: Person): Promise<string[]> =>
	log(person)
		.locator('[data-message]')
		.evaluateAll((all) =>
			all.map((one) => `${one.querySelector('p')?.textContent ?? ''}: ${one.getAttribute('data-message') ?? ''}`)
		);
const reads = (person: Person, ...expected: string[]) =>
	until(`${person.name} reads ${expected.join(', ')}`, async () => String(await messages(person)) === String(expected));
const hasUnread = (person: Person, count: number) =>
	until(`${person.name} has ${count} new messages`, async () => {
		const news = await person.page.locator('#chat-control-news').allTextContents();
		return String(news) === (count === 0 ? '' : en.unread.replace('{count}', String(count)));
	});
/** What has the keyboard. */
const focused = ({ page }: Person) =>
	page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '');

test('two people write to each other; what is not read yet is counted and announced once, and the keyboard finds its way', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { context: { bypassCSP: true } });
	await ben.startsCall();
	await ann.seesPictureOf(ben);

	await opens(ann);
	expect(await focused(ann)).toBe(en.chat_label);
	await writes(ann, 'Hello Ben');
	await reads(ann, 'Hello Ben: sent');
	await ben.isTold('Ann: Hello Ben');
	await hasUnread(ben, 1);

	await ben.page.keyboard.press('Escape');
	await control(ben).focus();
	await ben.page.keyboard.press('Enter');
	await reads(ben, 'Hello Ben: received');
	await hasUnread(ben, 0);
	expect(await focused(ben)).toBe(en.chat_label);
	expect(await log(ben).getAttribute('aria-live')).not.toBe('off');
	await ben.page.keyboard.type('Hello Ann');
	await ben.page.keyboard.press('Shift+Enter');
	await ben.page.keyboard.type('mv');
	await ben.page.keyboard.press('Enter');
	await reads(ann, 'Hello Ben: sent', 'Hello Ann\nmv: received');
	// Letters are words here, and no shortcuts.
	await Promise.all([ben.hasOff('microphone', false), ben.hasOff('camera', false)]);
	// Whoever has it open is not told besides.
	expect((await ann.journal()).filter(({ text }) => text.includes('Hello Ann'))).toEqual([]);
	await ben.page.mouse.move(0, 0);
	expect(await axeFaults(ben.page)).toEqual([]);

	await ben.page.keyboard.press('Escape');
	await log(ben).waitFor({ state: 'detached' });
	expect(await focused(ben)).toBe(en.chat);
	await opens(ben);
	await reads(ben, 'Hello Ben: received', 'Hello Ann\nmv: sent');
	await ben.presses(en.chat_close);
	expect(await focused(ben)).toBe(en.chat);
});

test('addresses become links that tell nobody where they were clicked; everything else stays text', async ({
	people
}) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	await Promise.all([opens(ann), opens(ben)]);
	const text = '<img src=x onerror="document.title=1"> https://example.org/a. javascript:alert(1)';
	await writes(ann, text);
	await reads(ben, `${text}: received`);
	const links = await log(ben)
		.getByRole('link')
		.evaluateAll((all) => all.map((one) => ['href', 'rel', 'target'].map((name) => one.getAttribute(name))));
	expect(links).toEqual([['https://example.org/a', 'external noopener noreferrer', '_blank']]);
	expect(await log(ben).locator('img').count()).toBe(0);
});

test('a message that does not get through says so, and is sent by a click; the other reads it once', async ({
	people
}) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { canLoseNetwork: true });
	await ben.startsCall();
	await ann.seesPictureOf(ben);
	await Promise.all([opens(ann), opens(ben)]);
	await ben.losesNetwork();
	await ben.reads(en.status_reconnecting);
	await writes(ben, 'Hello?');
	await reads(ben, 'Hello?: failed');
	await ben.reads(new RegExp(en.chat_failed));
	await ben.getsNetworkBack();
	await ben.isIn('inCall');
	await ann.seesPictureOf(ben);
	await reads(ben, 'Hello?: failed');
	await log(ben).getByRole('button', { name: en.try_again }).click();
	await reads(ben, 'Hello?: sent');
	await reads(ann, 'Hello?: received');
});

describe('on the local engine', () => {
	localTest('a message whose answer was lost is read once, however often it is sent', async ({ people }) => {
		const [ann] = await people.inCall('Ann');
		const ben = await people.arrives('Ben', { lostMessages: 'messageSent' });
		await ben.startsCall();
		await ann.seesPictureOf(ben);
		await Promise.all([opens(ann), opens(ben)]);
		await writes(ben, 'Hello');
		await reads(ann, 'Hello: received');
		await reads(ben, 'Hello: sending');
		await until('nobody answers', async () => (await messages(ben))[0] === 'Hello: failed', 12_000);
		await log(ben).getByRole('button', { name: en.try_again }).click();
		await reads(ben, 'Hello: sending');
		// Whatever the server tells Ann of it, it has told her before it tells her this.
		const cleo = await people.arrives('Cleo');
		await cleo.startsCall();
		await opens(cleo);
		await writes(cleo, 'Hi');
		await reads(ann, 'Hello: received', 'Hi: received');
	});

	localTest('nothing of it is kept: neither when the call is over, nor by who comes later', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await Promise.all([opens(ann), opens(ben)]);
		await writes(ann, 'A secret');
		await reads(ben, 'A secret: received');
		const cleo = await people.arrives('Cleo');
		await cleo.startsCall();
		await opens(cleo);
		await reads(cleo);
		await ben.endsCall();
		await ben.isIn('destroyed');
		const kept = await ben.page.evaluate(() =>
			JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.body.innerText])
		);
		expect(kept).not.toContain('A secret');
		await ben.presses(en.rejoin);
		await ben.isIn('inCall');
		await opens(ben);
		await reads(ben);
	});

	localTest('on a phone it covers the pictures, and no button leaves the screen', async ({ people }) => {
		const ben = await people.arrives('Ben', {
			context: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
		});
		await ben.startsCall();
		await opens(ben);
		const boxes = await ben.page.evaluate(() => {
			const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().toJSON() as DOMRect;
			const buttons = [...document.querySelectorAll('main button')]
				.map((button) => button.getBoundingClientRect())
				.filter(({ width }) => width > 0);
			return {
				chat: box('#chat'),
				stage: box('.stage'),
				out: buttons.filter(({ left, right }) => left < 0 || right > innerWidth).length
			};
		});
		expect(boxes.out).toBe(0);
		expect(boxes.chat.width).toBeGreaterThanOrEqual(boxes.stage.width);
		expect(boxes.chat.height).toBeGreaterThanOrEqual(boxes.stage.height);
	});
});
