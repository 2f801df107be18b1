/** Of two people one is in Firefox: they see and hear each other again within seconds after one of them was offline. */
import { describe } from 'vitest';
import { hasFirefox } from '../browser/support/firefox/firefox';
import { BROWSERS, meet, seeAndHear } from '../browser/support/firefox/meeting';
import { test } from '../browser/support/test';
import { until } from '../browser/support/until';

describe.skipIf(!hasFirefox).each(BROWSERS)('with someone in Firefox, and %s first', (first) => {
	for (const seconds of [5, 25])
		test(`${first} is offline for ${seconds} s`, async ({ people, firefox }) => {
			const { fox, chrome } = await meet(people, firefox, first, { canLoseNetwork: true });
			const [away, other] = first === 'Firefox' ? [fox, chrome] : [chrome, fox];
			const lost = await away.losesNetwork();
			// Firefox can't lose its packets by itself: the other side drops them.
			if (away === fox) await chrome.losesMedia();
			await away.isIn('reconnecting');
			await until('it is over', () => Date.now() - lost > seconds * 1_000, (seconds + 5) * 1_000);
			await Promise.all([fox.getsNetworkBack(), chrome.getsNetworkBack()]);
			await away.isIn('inCall');
			await seeAndHear(fox, chrome);
			await Promise.all([other.seesNobodyBut(away), away.seesNobodyBut(other)]);
		});
});
