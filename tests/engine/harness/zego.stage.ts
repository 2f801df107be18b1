/** The stage of the ZEGO engine: the unmodified SDK, in a browser that finds the stand-in for the cloud under every name. */
import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { RoomLogin } from '../../../machines/engine';
import type { EngineProfile } from '../../../src/lib/api/profile';
import { differs } from '../contract/differences';
import { ZegoCloud } from '../zego-cloud/cloud';
import { crash } from '../../browser/support/devtools';
import type { BrowserPerson } from './browser.person';
import { BrowserStage, isFirefox, openBrowser } from './browser.stage';
import type { Refusal, Stage } from './stage';
import { eventually } from './eventually';

/** The server's own codes. */
const REFUSALS: Record<Refusal, number> = {
	'capacity.roomFull': 1105,
	'auth.blacklisted': 5030,
	'auth.tokenInvalid': 50119,
	'auth.tokenExpired': 50117
};
/** The SDK warns when 30 s are left. */
const WARNS_SOON = 31;
const GHOST = 90_000;

let tokens = 0;

/** All the SDK reads of a token: its version and, in the first eight bytes, when it expires. No two are the same. */
function token(seconds: number): string {
	const bytes = Buffer.alloc(64);
	bytes.writeBigInt64BE(BigInt(Math.floor(Date.now() / 1_000) + seconds));
	bytes.writeUInt32BE(++tokens, 8);
	return `04${bytes.toString('base64')}`;
}

export class ZegoStage extends BrowserStage implements Stage {
	readonly kind = 'zego';
	protected readonly profile: EngineProfile = {
		engine: 'zego',
		appID: 1_234_567_890,
		server: '',
		videoCodec: isFirefox && differs('zego', 'sendsH264') ? 'VP8' : 'H264',
		iceTransportPolicy: 'all'
	};
	/** Whose tokens end. */
	readonly #ending = new Set<string>();

	private constructor(
		browser: Browser,
		pages: Server,
		readonly cloud: ZegoCloud
	) {
		super(browser, pages);
	}

	static async open(): Promise<ZegoStage> {
		const cloud = await ZegoCloud.start();
		const { browser, pages } = await openBrowser({ chromium: cloud.chromiumArgs, firefox: cloud.firefoxPreferences });
		return new ZegoStage(browser, pages, cloud);
	}

	ticket({ userID, name }: { userID: string; name: string }, roomID: string): RoomLogin {
		return { roomID, user: { userID, userName: name }, token: token(3_600) };
	}

	async refused(person: BrowserPerson, roomID: string, why: Refusal): Promise<RoomLogin> {
		this.cloud.faults.add('login', { do: 'refuse', code: REFUSALS[why] }, { userID: person.userID });
		return this.ticket(person, roomID);
	}

	ending(person: BrowserPerson, roomID: string): RoomLogin {
		this.cloud.options.tokenSeconds = WARNS_SOON;
		this.#ending.add(person.userID);
		return person.ticket(roomID);
	}

	/** The stand-in reads no tokens, so that it has to be told when they end. */
	async endTokens(renewedBy: BrowserPerson): Promise<void> {
		await eventually(() => expect(this.cloud.renewals.map(({ userID }) => userID)).toContain(renewedBy.userID));
		for (const userID of this.#ending) if (userID !== renewedBy.userID) this.cloud.kick(userID, 'tokenExpired');
	}

	kick({ userID }: BrowserPerson): void {
		this.cloud.kick(userID, 'byServer', 'Out.');
	}

	/** Nobody can (`noMuteRequests`). */
	requestMute(): void {}

	/** Nobody can (`noLocks`). */
	lock(): void {}

	async drop({ userID }: BrowserPerson): Promise<void> {
		this.cloud.dropLinks(userID);
	}

	goAway(): Promise<void> {
		return this.cloud.goAway();
	}

	comeBack(): Promise<void> {
		return this.cloud.comeBack();
	}

	fallSilent({ userID }: BrowserPerson): void {
		for (const request of ['login', 'createSession'] as const)
			this.cloud.faults.add(request, { do: 'swallow' }, { userID });
	}

	async crash(person: BrowserPerson): Promise<void> {
		this.cloud.rooms.ghostMs = 300;
		await crash(person.page);
	}

	async mend(): Promise<void> {
		this.cloud.faults.clear();
		this.cloud.options.tokenSeconds = 0;
		this.cloud.rooms.ghostMs = GHOST;
		this.cloud.renewals.length = 0;
		this.#ending.clear();
	}

	override async clear(): Promise<void> {
		await this.mend();
		await super.clear();
		await this.comeBack();
	}

	override async close(): Promise<void> {
		await super.close();
		await this.cloud.stop();
	}
}
