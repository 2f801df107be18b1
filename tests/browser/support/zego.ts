/** The app as it is deployed on ZEGO's cloud, with the unmodified SDK; the cloud is a stand-in that the browser finds under every name. */
import type { EngineKind } from '../../../machines/engine';
import { verifyToken } from '../../../src/lib/server/token04';
import { ZegoCloud } from '../../engine/zego-cloud/cloud';
import type { Preferences } from './firefox/firefox';
import { STRAY_ERRORS } from '../../engine/contract/differences';
import { test as base } from './test';

const APP_ID = 1_234_567_890;
export const SERVER_SECRET = '0123456789abcdef0123456789abcdef';
/** The server's own code for a token that is not good. */
const BAD_TOKEN = 50119;

/** The stand-in takes the tokens that ZEGO would take: those issued for this app, user and room. */
async function openCloud(): Promise<ZegoCloud> {
	const cloud = await ZegoCloud.start();
	cloud.options.authorize = ({ userID, roomID, token }) => {
		const verdict = verifyToken({ appID: APP_ID, secret: SERVER_SECRET }, token, Math.floor(Date.now() / 1_000));
		return verdict.ok && verdict.claims.userID === userID && verdict.claims.roomID === roomID ? 0 : BAD_TOKEN;
	};
	return cloud;
}

export const test = base.extend<{
	servers: ZegoCloud;
	cloud: ZegoCloud;
	engine: EngineKind;
	env: Record<string, string>;
	chromiumArgs: string[];
	firefoxPreferences: Preferences;
	strayErrors: RegExp[];
}>({
	engine: ['zego', { scope: 'file' }],
	env: [{ ZEGO_APP_ID: String(APP_ID), ZEGO_SERVER_SECRET: SERVER_SECRET }, { scope: 'file' }],
	chromiumArgs: [async ({ servers }, use) => use(servers.chromiumArgs), { scope: 'file' }],
	firefoxPreferences: [async ({ servers }, use) => use(servers.firefoxPreferences), { scope: 'file' }],
	// The SDK wants to run a script that it was once sent, and to style a page of its own: our policy lets it do neither. Chromium
	// and Firefox say so in their own words.
	strayErrors: [[/^(Executing inline script|Applying inline style) violates/, ...STRAY_ERRORS], { scope: 'file' }],
	servers: [
		// eslint-disable-next-line no-empty-pattern -- Vitest finds out what a fixture needs by reading its pattern
		async ({}, use) => {
			const cloud = await openCloud();
			await use(cloud);
			await cloud.stop();
		},
		{ scope: 'file' }
	],
	/** Whatever a test had it do wrong, for the next it is well. */
	cloud: async ({ servers }, use) => {
		await use(servers);
		servers.faults.clear();
		await servers.comeBack();
	}
});
