/** A shared screen on ZEGO: how it comes and goes. */
import { expect } from 'vitest';
import en from '../../../../messages/en.json';
import { streamIDOf } from '../../../../machines/stream';
import { openSharedTab } from '../../support/shared-tab';
import { test } from '../../support/zego';
import { until } from '../../support/until';

test("appears, and goes with the page's button or with the browser's own", async ({ people }) => {
	const [ann, ben] = await people.inCall('Ann', 'Ben');
	const tab = await openSharedTab(ben.context);

	await ben.page.bringToFront();
	await ben.presses(en.share_screen);
	await Promise.all([ann.seesPictureOf(ben, 'screen'), ben.seesPictureOf(ben, 'screen'), ann.seesPictureOf(ben)]);
	await ben.presses(en.share_screen);
	await ann.seesNoPictureOf(ben, 'screen');

	await ben.presses(en.share_screen);
	await ann.seesPictureOf(ben, 'screen');
	await tab.close();
	await Promise.all([ann.seesNoPictureOf(ben, 'screen'), ben.seesNoPictureOf(ben, 'screen')]);
	await ann.seesPictureOf(ben);
});

test('whose window is minimised is paused for both, and goes on when it is seen again', async ({ people }) => {
	const [ann] = await people.inCall('Ann');
	const ben = await people.arrives('Ben', { hardware: {} });
	await ben.startsCall();
	await openSharedTab(ben.context);
	await ben.page.bringToFront();
	await ben.presses(en.share_screen);
	const theirs = ann.video(streamIDOf(await ben.userID(), 'screen'));
	const shown = () => theirs.evaluate((video: HTMLVideoElement) => video.checkVisibility({ visibilityProperty: true }));
	await until('Ann sees the screen', shown);

	await ben.page.evaluate(() => window.hardware.muteScreen(true));
	await Promise.all([ann.reads(en.tile_paused), ben.reads(en.tile_paused_mine)]);
	// Its last picture stays.
	expect(await shown()).toBe(true);
	const cem = await people.arrives('Cem');
	await cem.startsCall();
	await cem.reads(en.tile_paused);

	await ben.page.evaluate(() => window.hardware.muteScreen(false));
	await Promise.all([
		ann.doesNotRead(en.tile_paused),
		cem.doesNotRead(en.tile_paused),
		ben.doesNotRead(en.tile_paused_mine)
	]);

	await ben.presses(en.share_screen);
	await ben.page.evaluate(() => window.hardware.muteScreen(true));
	await ben.presses(en.share_screen);
	await Promise.all([ann.reads(en.tile_paused), ben.reads(en.tile_paused_mine)]);
	await ann.seesPictureOf(ben);
});
