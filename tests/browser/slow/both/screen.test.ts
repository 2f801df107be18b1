/** A shared screen: what is asked for, what it sounds like, and what is said when it can't be had. */
import { describe, expect } from 'vitest';
import en from '../../../../messages/en.json';
import type { Person } from '../../support/person';
import { SHARED_TAB } from '../../support/shared-tab';
import { test } from '../../support/on';
import { until } from '../../support/until';

const shareOf = (person: Person) => person.page.getByRole('button', { name: en.share_screen, exact: true });

test('that the system forbids is explained, and where to allow it', async ({ people }) => {
	const ann = await people.arrives('Ann', { hardware: {} });
	await ann.startsCall();
	await ann.page.evaluate(() => window.hardware.nextScreen('NotAllowedError', 'Permission denied by system'));
	await ann.presses(en.share_screen);
	await ann.isTold(`${en.screen_denied} ${en.screen_denied_advice}`);
	expect(await shareOf(ann).getAttribute('aria-pressed')).toBe('false');
});

describe('the sound of a screen', () => {
	/** The picker of these tests takes the first tab with this title: that of the call itself. */
	const sharesTheCall = async (person: Person) => {
		await person.page.evaluate((title) => (document.title = title), SHARED_TAB);
		await person.presses(en.share_screen);
		await until('it is shared', async () => (await shareOf(person).getAttribute('aria-pressed')) === 'true');
	};

	test('does not contain what the others say', async ({ people }) => {
		const [ann, ben] = await people.inCall('Ann', 'Ben');
		await Promise.all([ann.hears(ben), ben.hears(ann)]);
		await sharesTheCall(ben);
	});
});
