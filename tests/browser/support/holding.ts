/** Answers of the server that take their time: until they are let go. */
import type { APIResponse, Page, Route } from 'playwright-core';
import { latch } from './until';

/** `engine`: the code of the call engine, known by its peer connections. `token`: the right to enter a room. */
export type Held = 'engine' | 'token';

export type Hold = {
	/** The server has answered, and the answer is being held. */
	caught: Promise<void>;
	release: () => void;
};

const WHERE = { token: '**/api/token', engine: '**/_app/immutable/**/*.js' } as const satisfies Record<Held, string>;

const isOf = async (what: Held, response: APIResponse) =>
	what === 'token' || (await response.text()).includes('RTCPeerConnection');

/** None of these is answered any more, until what this returns is called. */
export async function cut(page: Page, ...held: Held[]): Promise<() => Promise<void>> {
	for (const what of held)
		await page.route(WHERE[what], async (route) => {
			const response = await route.fetch();
			await ((await isOf(what, response)) ? route.abort() : route.fulfill({ response }));
		});
	return () => page.unrouteAll({ behavior: 'wait' });
}

/** Holds every answer of this kind from now on. */
export async function hold(page: Page, what: Held): Promise<Hold> {
	const caught = latch();
	const released = latch();

	const later = async (route: Route) => {
		const response = await route.fetch();
		if (await isOf(what, response)) {
			caught.open();
			await released.opened;
		}
		await route.fulfill({ response });
	};
	await page.route(WHERE[what], (route) =>
		later(route).catch((error: unknown) => {
			// The page has closed or gone elsewhere meanwhile and wants no answer any more.
			if (!page.isClosed() && !/abort|closed|not found|disposed/i.test(String(error))) throw error;
		})
	);
	return { caught: caught.opened, release: released.open };
}
