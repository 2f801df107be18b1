/** A room with people, and what each of them should see. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { collectEdges } from '../../browser/support/edges';
import { TcpProxy } from '../../browser/support/tcp.proxy';
import type { Looked } from '../harness/check';
import type { Facts, View } from '../invariants/facts';
import { USUAL } from './devices';
import { Guest, type GuestOptions } from './guest';

export type Presence = Pick<Facts, 'place'> & Partial<Facts>;
/** `presence`: null when nobody can look at their page. */
export type Present = { guest: Guest; isConnected: boolean; presence: Presence | null };

export class Room {
	readonly id = randomUUID();
	readonly #browser: Browser;
	readonly #app: App;
	readonly #proxies: TcpProxy[] = [];
	readonly #guests: Guest[] = [];

	constructor(browser: Browser, app: App) {
		this.#browser = browser;
		this.#app = app;
	}

	url(name: string, base = this.#app.url): string {
		return `${base}/call/${this.id}?name=${name}`;
	}

	/** `at`: another browser than that of the room. */
	async arrives(
		name: string,
		{ at = this.#browser, ...options }: Partial<GuestOptions> & { at?: Browser } = {}
	): Promise<Guest> {
		return this.#keep(await Guest.arrives(at, { name, url: this.url(name), ...options }));
	}

	/** With a network that can be lost. */
	async arrivesOverProxy(name: string, options: Partial<GuestOptions> = {}): Promise<Guest> {
		const proxy = await TcpProxy.to(this.#app.url);
		this.#proxies.push(proxy);
		return this.arrives(name, { proxy, url: this.url(name, proxy.url), ...options });
	}

	async looks(everyone: readonly Present[], since: number): Promise<Looked> {
		const looks = everyone.map(async ({ guest, presence }) => (presence ? guest.looks(since) : null));
		const seen = await Promise.all(looks);
		const connected = everyone.filter(({ isConnected }) => isConnected).map(({ guest }) => guest.userID);
		const views = everyone.flatMap(({ guest, presence }, index): View[] => {
			const look = seen[index];
			if (!presence || !look) return [];
			return [{ name: guest.name, facts: { ...USUAL, connected, ...presence }, seen: look }];
		});
		return { views, problems: this.#guests.flatMap(({ problems }) => problems) };
	}

	async close(): Promise<void> {
		await collectEdges(...this.#guests.map(({ page }) => page));
		await Promise.all(this.#guests.map(({ context }) => context.close()));
		this.#proxies.forEach((proxy) => proxy.close());
	}

	#keep(guest: Guest): Guest {
		this.#guests.push(guest);
		return guest;
	}
}

/** What a person does at their page, by the events of `plays/person.doings.ts`. */
export const DOINGS: Readonly<Record<string, (guest: Guest) => Promise<void>>> = {
	start: (guest) => guest.presses(en.start_call),
	leave: (guest) => guest.presses(en.end_call),
	rejoin: (guest) => guest.presses(en.rejoin),
	/** To the same room, so that whoever is there is met again. */
	goElsewhere: async ({ page }) => {
		await collectEdges(page);
		await page.reload();
		await page.getByRole('heading', { name: en.status_ready }).waitFor();
	}
};
