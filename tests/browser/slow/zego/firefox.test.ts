/** On ZEGO, of two people one is in Firefox: they see and hear each other again after one of them was offline, or the servers were. */
import { describe } from 'vitest';
import { hasFirefox } from '../../support/firefox/firefox';
import { meet } from '../../support/firefox/meeting';
import { seeAndHear } from '../../support/person';
import { until } from '../../support/until';
import { test } from '../../support/zego';

describe.skipIf(!hasFirefox).each([5, 25])('with someone in Firefox, for %i s', (seconds) => {
	// The SDK is silent for the first 8 s of an outage (`lateWarning`).
	const isTold = seconds > 8;
	const isOver = (since: number) =>
		until('it is over', () => Date.now() - since > seconds * 1_000, (seconds + 5) * 1_000);

	test('Chromium is offline', async ({ people, firefox }) => {
		const app = await people.ownApp({ ZEGO_VIDEO_CODEC: 'VP8' });
		const { fox, chrome } = await meet(people, firefox, 'Firefox', { app, canLoseNetwork: true });
		const lost = await chrome.losesNetwork();
		if (isTold) await chrome.isIn('reconnecting');
		await isOver(lost);
		await chrome.getsNetworkBack();
		await chrome.isIn('inCall');
		await seeAndHear(fox, chrome);
		await Promise.all([fox.seesNobodyBut(chrome), chrome.seesNobodyBut(fox)]);
	});

	// Firefox can't be taken offline alone: its network has no emulation, and its media does not go through the app's proxy.
	test('no server of ZEGO is in reach', async ({ people, firefox, cloud }) => {
		const app = await people.ownApp({ ZEGO_VIDEO_CODEC: 'VP8' });
		const { fox, chrome } = await meet(people, firefox, 'Chromium', { app });
		chrome.expectsErrors(/WebSocket connection/, /net::ERR/);
		fox.expectsErrors(/can’t establish a connection/, /accesshub/);
		await cloud.goAway();
		const gone = Date.now();
		if (isTold) await Promise.all([fox.isIn('reconnecting'), chrome.isIn('reconnecting')]);
		await isOver(gone);
		await cloud.comeBack();
		await Promise.all([fox.isIn('inCall'), chrome.isIn('inCall')]);
		await seeAndHear(fox, chrome);
		await Promise.all([fox.seesNobodyBut(chrome), chrome.seesNobodyBut(fox)]);
	});
});
