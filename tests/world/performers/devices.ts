/** Performs the steps of a walk through devices × permission × wishes on a page. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import en from '../../../messages/en.json';
import { setPermission } from '../../browser/support/devtools';
import { performChoice } from './choices';
import { collectEdges } from '../../browser/support/edges';
import type { Step, Values } from '../harness/tours';
import type { Facts } from '../invariants/facts';
import type { DeviceKind } from '../../../machines/engine';
import type { DeviceState } from '../../browser/support/hardware';

type Act = (step: Step, page: Page, kind: DeviceKind) => Promise<void>;

const BUTTONS = { camera: en.camera_off, microphone: en.mute_microphone };
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const noteAbout = (page: Page, kind: DeviceKind) =>
	page.locator('.note').filter({ hasText: new RegExp(`\\b(${en[kind]}|${en.camera_and_microphone})\\b`) });

/** As a person does who sees the button of the device, and the note if it is blocked. */
async function toggle(page: Page, kind: DeviceKind, wanted: boolean): Promise<void> {
	const without = noteAbout(page, kind).getByRole('button', { name: en.go_without, exact: true });
	if (!wanted && (await without.count()) > 0) await without.click();
	else await press(page, BUTTONS[kind]);
}

/** No browser tells a page that another program has let go of a device: the person tries again. */
async function triesAgain(page: Page, kind: DeviceKind): Promise<void> {
	const again = noteAbout(page, kind).getByRole('button', { name: en.try_again, exact: true });
	if ((await again.count()) > 0) await again.click();
}

const putDevice: Act = async ({ part, after, event }, page, kind) => {
	const [which, state] = [part as 'first' | 'second', after[part] as DeviceState];
	await page.evaluate(([kind, which, state]) => window.hardware.put(kind, which, state), [kind, which, state] as const);
	if (event === 'release') await triesAgain(page, kind);
};

const answer = (page: Page, kind: DeviceKind, how: 'answered' | 'dismissed') =>
	page.evaluate(([kind, how]) => window.hardware.answer(kind, how), [kind, how] as const);
const ask = (page: Page, kind: DeviceKind) => page.evaluate((kind) => window.hardware.ask(kind), kind);
/** Nobody can answer a question that has not been asked yet. */
const isAsked = (page: Page) => page.waitForFunction(() => window.hardware.prompts() > 0);

const settings =
	(setting: 'granted' | 'denied'): Act =>
	async (_, page, kind) => {
		await setPermission(page, kind, setting);
		await answer(page, kind, 'answered');
	};
const answers =
	(setting: 'granted' | 'denied'): Act =>
	async (step, page, kind) => {
		await isAsked(page);
		await settings(setting)(step, page, kind);
	};

const PERMISSION: Readonly<Record<string, Act>> = {
	grant: answers('granted'),
	deny: answers('denied'),
	dismiss: async (_, page, kind) => {
		await isAsked(page);
		await answer(page, kind, 'dismissed');
		await ask(page, kind);
	},
	withdraw: settings('denied'),
	allow: settings('granted'),
	expire: async (_, page, kind) => {
		await ask(page, kind);
		await setPermission(page, kind, 'prompt');
	},
	ask: (_, page, kind) => triesAgain(page, kind)
};

const DOINGS: Readonly<Record<string, Act>> = {
	turnOff: (_, page, kind) => toggle(page, kind, false),
	turnOn: (_, page, kind) => toggle(page, kind, true),
	start: (_, page) => press(page, en.start_call),
	leave: (_, page) => press(page, en.end_call),
	rejoin: (_, page) => press(page, en.rejoin),
	/** By a link, as the page keeps its hardware then. */
	goElsewhere: async (_, page) => {
		await page.evaluate((room) => {
			const link = Object.assign(document.createElement('a'), { href: `/call/${room}?name=Ann` });
			document.body.append(link);
			link.click();
			link.remove();
		}, randomUUID());
	}
};

export async function performDevice(step: Step, page: Page, kind: DeviceKind): Promise<void> {
	const { part, event, after } = step;
	if (part === 'first' || part === 'second') return putDevice(step, page, kind);
	if (part === 'default') {
		await page.evaluate(([kind, which]) => window.hardware.makeDefault(kind, which), [
			kind,
			after.default as 'first' | 'second'
		] as const);
		return;
	}
	if (part === 'choice') return performChoice(step, page, kind);
	if (part === 'page') {
		await collectEdges(page);
		await page.reload();
		return;
	}
	const act = (part === 'permission' ? PERMISSION : DOINGS)[event];
	if (!act) throw new Error(`Nothing performs ${part} ${event}: add it to tests/world/performers/devices.ts`);
	await act(step, page, kind);
}

export const WELL = {
	first: 'free',
	second: 'free',
	permission: 'granted',
	wanted: true,
	chosen: null,
	usual: null
} as const;

/** Neither can be used. */
export const NONE = { ...WELL, first: 'absent', second: 'absent' } as const;

/** Of a page that nothing has happened to. */
export const USUAL: Omit<Facts, 'place' | 'connected'> = {
	devices: { camera: WELL, microphone: WELL },
	isServerUp: true,
	hasPath: true,
	isTooOld: false,
	isIncomplete: false,
	isSoundHeld: false,
	screen: 'none',
	offers: null,
	isUndisturbed: false,
	name: null,
	room: null
};

/** The other kind of device is plugged in, allowed and wanted. */
export function factsOf(kind: DeviceKind, { wanted, place, choice, ...values }: Values): Facts {
	const { first = 'free', second = 'free', permission = 'granted', default: usual = 'first' } = values;
	const states = { first, second, permission, wanted: wanted === 'on' };
	const followed = { ...states, chosen: choice ?? null, usual } as Facts['devices'][DeviceKind];
	const devices = { camera: WELL, microphone: WELL, [kind]: followed };
	return { ...USUAL, devices, place: place as Facts['place'], connected: [] };
}
