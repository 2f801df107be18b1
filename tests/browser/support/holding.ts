/** Answers of the server that take their time: until they are let go. */
import type { APIResponse, Page, Route } from 'playwright-core';
import { latch } from './until';

/**
 * `engine`: the code of the call engine, known by its peer connections. `panel`: that of the chat's panel. `texts`: those of the page in
 * Chinese. `token`: the right to enter a room.
 */
export type Held = 'engine' | 'panel' | 'texts' | 'token';

export type Hold = {
	/** The server has answered, and the answer is being held. */
	caught: Promise<void>;
	release: () => void;
};

const SCRIPTS = '**/_app/immutable/**/*.js';
const WHERE: Record<Held, string> = {
	token: '**/api/token?*',
	engine: SCRIPTS,
	panel: SCRIPTS,
	texts: '**/texts/zh.*.json'
};
const MARKS: Partial<Record<Held, string>> = { engine: 'RTCPeerConnection', panel: 'chat-problem' };

const isOf = async (what: Held, response: APIResponse) =>
	MARKS[what] === undefined || (await response.text()).includes(MARKS[what]);

/** Every answer of this kind goes through `handle`. */
const intercept = (page: Page, what: Held, handle: (route: Route, response: APIResponse) => Promise<void>) =>
	page.route(WHERE[what], async (route) => {
		try {
			await handle(route, await route.fetch());
		} catch (error) {
			// The page has closed or gone elsewhere meanwhile and wants no answer any more.
			if (!page.isClosed() && !/abort|closed|not found|disposed/i.test(String(error))) throw error;
		}
	});

/** None of these is answered any more, until what this returns is called. */
export async function cut(page: Page, ...held: Held[]): Promise<() => Promise<void>> {
	for (const what of held)
		await intercept(page, what, async (route, response) => {
			await ((await isOf(what, response)) ? route.abort() : route.fulfill({ response }));
		});
	return () => page.unrouteAll({ behavior: 'wait' });
}

/** Holds every answer of this kind from now on. */
export async function hold(page: Page, what: Held): Promise<Hold> {
	const caught = latch();
	const released = latch();

	await intercept(page, what, async (route, response) => {
		if (await isOf(what, response)) {
			caught.open();
			await released.opened;
		}
		await route.fulfill({ response });
	});
	return { caught: caught.opened, release: released.open };
}
