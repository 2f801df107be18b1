/** A page in the lobby, with hardware that can be changed. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { setPermission } from '../../browser/support/devtools';
import { collectEdges, recordEdges } from '../../browser/support/edges';
import { goTo } from '../../browser/support/page';
import { installProbe } from '../../browser/support/probe';
import type { Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { userIDOf } from '../invariants/seen';
import { factsOf, performDevice } from './devices';
import type { DeviceKind } from '../../../machines/engine';
import { installHardware, type DeviceState } from '../../browser/support/hardware';
import { lookAt } from './look';

export async function openHardware(browser: Browser, app: App, kind: DeviceKind, start: Values = {}): Promise<Scene> {
	const context = await browser.newContext({
		permissions: ['camera', 'microphone'],
		viewport: { width: 800, height: 600 },
		reducedMotion: 'reduce'
	});
	context.setDefaultTimeout(5_000);
	await context.addInitScript(installHardware, {});
	await context.addInitScript(installProbe, { lostMessages: null });
	await recordEdges(context, 'local');
	const page = await context.newPage();
	const problems: string[] = [];
	page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error') problems.push(message.text());
	});
	await setPermission(page, kind, 'granted');
	await goTo(page, `${app.url}/call/${randomUUID()}?name=Ann`);
	await page.getByRole('heading', { name: en.status_ready }).waitFor();
	for (const which of ['first', 'second'] as const) {
		const state = start[which] as DeviceState | undefined;
		if (state) await page.evaluate((it) => window.hardware.put(...it), [kind, which, state] as const);
	}
	return {
		perform: (step) => performDevice(step, page, kind),
		look: async (values, since) => {
			const seen = await lookAt(page, since);
			const facts = { ...factsOf(kind, values), connected: [userIDOf(seen)] };
			return { views: [{ name: 'Ann', facts, seen }], problems };
		},
		close: async () => {
			await collectEdges(page);
			await context.close();
		}
	};
}
