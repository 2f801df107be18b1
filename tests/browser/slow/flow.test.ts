/** "Can they still hear me?": while signalling is down, each side is told what still gets through. */
import { describe, expect } from 'vitest';
import en from '../../../messages/en.json';
import { hasFirefox } from '../support/firefox/firefox';
import { meet as meetInFirefox } from '../support/firefox/meeting';
import { until } from '../support/until';
import { test, type People } from '../support/test';
import { seeAndHear, type Person } from '../support/person';

async function meet(people: People): Promise<[Person, Person]> {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { canLoseNetwork: true });
	await ben.startsCall();
	await Promise.all([ann.seesPictureOf(ben), ben.seesPictureOf(ann)]);
	return [ann, ben];
}

/** The words on someone's tile about what gets through, and the bars: `excellent` and `good` are green. */
const tileReads = async (witness: Person, other: Person, words: string) =>
	witness
		.tileOf(await other.userID())
		.getByText(words)
		.waitFor({ timeout: 12_000 });

/** Firefox asks the other so seldom whether what it sends arrives (ms). */
const BETWEEN_ANSWERS = 6_000;

const green = async ({ page }: Person): Promise<number> =>
	page.locator('[data-quality=excellent], [data-quality=good]').count();

describe('a loss', () => {
	test('of signalling alone: both read that they still reach each other, and that the one reconnects', async ({
		people
	}) => {
		const [ann, ben] = await meet(people);
		await ben.losesSignalling();
		await ben.isIn('reconnecting');
		await Promise.all([
			ben.reads(en.reach_all),
			tileReads(ben, ann, en.flow_both),
			tileReads(ann, ben, en.flow_both),
			tileReads(ann, ben, en.tile_retrying)
		]);
		await seeAndHear(ann, ben);
		await ben.turnsOff('camera');
		await ben.reads(en.reach_all_hear);
		await ben.getsNetworkBack();
		await ben.isIn('inCall');
		await Promise.all([ben.doesNotRead(en.connection_lost), ann.doesNotRead(en.tile_retrying)]);
	});

	test('of everything: nobody reads that anything still gets through, and no bar is green', async ({ people }) => {
		const [ann, ben] = await meet(people);
		await ben.losesNetwork();
		await until('Ben is gone for Ann', async () => {
			const words = await ann.page.innerText('body');
			for (const untrue of [en.flow_both, en.flow_only_theirs, en.flow_theirs, en.flow_mine])
				expect(words).not.toContain(untrue);
			return (await ann.page.locator('[data-tile]').count()) === 1;
		});
		await ben.reads(en.connection_lost);
		await until('the others are known not to see', async () => {
			expect(await ben.page.innerText('body')).not.toContain(en.reach_all);
			expect(await green(ben)).toBe(0);
			return ben.page.getByText(en.reach_nobody).isVisible();
		});
		await ben.getsNetworkBack();
		await ben.isIn('inCall');
	});

	test.skipIf(!hasFirefox)(
		'of signalling alone, in Firefox with the camera off: that the others still hear does not become uncertain again',
		async ({ people, firefox }) => {
			const { fox } = await meetInFirefox(people, firefox, 'Chromium', { canLoseNetwork: true });
			await fox.turnsOff('camera');
			await fox.losesSignalling();
			await fox.reads(en.reach_all_hear, 2 * BETWEEN_ANSWERS);
			const since = Date.now();
			const isOver = async () => {
				expect(await fox.page.innerText('body')).toContain(en.reach_all_hear);
				return Date.now() - since > 4 * BETWEEN_ANSWERS;
			};
			await until('four more answers have come', isOver, 5 * BETWEEN_ANSWERS);
			await fox.getsNetworkBack();
			await fox.isIn('inCall');
		}
	);
});
