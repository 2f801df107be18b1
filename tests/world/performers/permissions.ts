/** What the browser lets a site use, changed as on its own settings page. */
import type { CDPSession, Page } from 'playwright-core';
import type { Kind } from '../../browser/support/hardware';

export class Permissions {
	readonly #browser: CDPSession;
	readonly #context: string | undefined;

	private constructor(browser: CDPSession, context: string | undefined) {
		this.#browser = browser;
		this.#context = context;
	}

	/** The session stays attached: Chromium forgets what a session has set when it is detached. */
	static async of(page: Page): Promise<Permissions> {
		const owner = page.context().browser();
		if (!owner) throw new Error('This page has no browser of its own');
		const [browser, session] = await Promise.all([owner.newBrowserCDPSession(), page.context().newCDPSession(page)]);
		const { targetInfo } = await session.send('Target.getTargetInfo');
		return new Permissions(browser, targetInfo.browserContextId);
	}

	async put(kind: Kind, setting: 'granted' | 'denied' | 'prompt'): Promise<void> {
		await this.#browser.send('Browser.setPermission', {
			permission: { name: kind },
			setting,
			...(this.#context !== undefined && { browserContextId: this.#context })
		});
	}
}
