/** Calls whose operator lets nobody learn another's address: with `ICE_TRANSPORT_POLICY=relay`. */
import type { Browser, WebSocketRoute } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { seeAndHear, type Person } from '../../browser/support/person';
import type { People } from '../../browser/support/test';
import { until } from '../../browser/support/until';
import { RELAY, type Homes } from './homes';
import { meet } from './meeting';
import { test } from './test';

/** Ann and Ben meet where only the relay may be used. `sent`: every message of both to the server. */
async function meetAtRelay(people: People, homes: Homes, inHomeB: Browser, env: Record<string, string> = {}) {
	const app = await homes.serves({ ...RELAY, ICE_TRANSPORT_POLICY: 'relay', ...env });
	onTestFinished(() => app.kill());
	const sent: string[] = [];
	const signalling = (socket: WebSocketRoute) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			sent.push(String(message));
			server.send(message);
		});
	};
	const [ann, ben] = await meet(people, inHomeB, { app, signalling });
	await seeAndHear(ann, ben);
	return { ann, ben, sent };
}

/** The user whom the relay lets in with the latest token: until when, and who. */
const relayUserOf = ({ page }: Person) =>
	page.evaluate(() => {
		const { username = '' } = window.probe.connections.at(-1)?.getConfiguration().iceServers?.at(-1) ?? {};
		const [until, who] = username.split(':');
		return { until: Number(until) * 1_000, who };
	});

/** In descriptions and by themselves, only candidates of the relay. They name no address from which it was asked for. */
function namesNoHome(sent: string[]): void {
	const all = sent.join('\n');
	expect(new Set([...all.matchAll(/ typ (\w+)/g)].map(([, type]) => type))).toEqual(new Set(['relay']));
	expect(all).not.toMatch(/192\.168\.|198\.51\.100\.[12]0|\.local/);
}

const iceNames = (messages: string[]) =>
	new Set([...messages.join('\n').matchAll(/ice-ufrag:(\S+?)\\r/g)].map(([, name]) => name));

/** After so many messages: an offer and an answer, each with a new name of its ICE session. */
async function isRestarted(sent: string[], before: number): Promise<void> {
	const known = iceNames(sent.slice(0, before));
	await until('ICE is restarted', () => {
		const signals = sent.slice(before).filter((message) => message.includes('"t":"signal"'));
		return [...iceNames(signals)].filter((name) => !known.has(name)).length >= 2;
	});
}

test('with ICE_TRANSPORT_POLICY=relay no address of a home is sent, not even from a new address, and a new token keeps the relay', async ({
	people,
	homes,
	inHomeB
}) => {
	const { ann, ben, sent } = await meetAtRelay(people, homes, inHomeB, { TOKEN_LIFETIME: '10' });
	namesNoHome(sent);

	const first = await relayUserOf(ben);
	await until('what Ben entered with is over', () => Date.now() > first.until, 15_000);
	await seeAndHear(ann, ben);
	const later = await relayUserOf(ben);
	expect(later.who).toBe(first.who);
	expect(later.until).toBeGreaterThan(first.until);
	const before = sent.length;
	homes.moves('B');
	await isRestarted(sent, before);
	await seeAndHear(ann, ben);
	namesNoHome(sent.slice(before));
});

/** By then both have given up the path that was there (ms). */
const OUTAGE = 8_000;

test('with ICE_TRANSPORT_POLICY=relay no address of a home is sent by those who meet again after an outage', async ({
	people,
	homes,
	inHomeB
}) => {
	const { ann, ben, sent } = await meetAtRelay(people, homes, inHomeB);
	ben.expectsErrors(/WebSocket connection/);
	const before = sent.length;
	const restore = homes.cuts('B');
	const cut = Date.now();
	await until('the path is given up', () => Date.now() - cut > OUTAGE);
	restore();
	await isRestarted(sent, before);
	await ben.isIn('inCall');
	await seeAndHear(ann, ben);
	namesNoHome(sent.slice(before));
});
