/** Parts of the page that come when it has time: what a person does before they have come, and where they can't be loaded. */
import { expect } from 'vitest';
import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import { test } from './support/test';

test('what is typed before the chat has come presses no button; then its field has the keyboard', async ({
	people
}) => {
	const ann = await people.arrives('Ann');
	await ann.holds('panel');
	await ann.startsCall();
	await ann.answerIsHeld();
	await ann.presses(en.chat);
	for (const key of ['m', 'v', 'Enter', ' ']) await ann.page.keyboard.press(key);
	await Promise.all([ann.hasOff('microphone', false), ann.hasOff('camera', false)]);
	ann.releases();
	await ann.page.locator('textarea:focus').waitFor();
});

test('a chat that cannot be loaded says so, and comes when it can', async ({ people }) => {
	const ann = await people.arrives('Ann');
	ann.expectsErrors(/net::ERR_FAILED/);
	await ann.cannotReach('panel');
	await ann.startsCall();
	await ann.presses(en.chat);
	await ann.reads(en.panel_failed);
	await ann.presses(en.close);
	await ann.canReachAll();
	await ann.presses(en.chat);
	await ann.page.locator('textarea:focus').waitFor();
});

test('a language that cannot be loaded is said not to be, and comes when it can', async ({ people }) => {
	const ann = await people.arrives('Ann');
	ann.expectsErrors(/net::ERR_FAILED/);
	await ann.cannotReach('texts');
	await ann.presses(en.other_language);
	await ann.reads(en.panel_failed);
	expect(await ann.page.getAttribute('html', 'lang')).toBe('en');
	await ann.canReachAll();
	await ann.presses(en.other_language);
	await ann.page.getByRole('button', { name: zh.start_call }).waitFor();
	expect(await ann.page.getAttribute('html', 'lang')).toBe('zh');
});
