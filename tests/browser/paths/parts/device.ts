import type { Page } from 'playwright-core';
import type { AnyMachineSnapshot } from 'xstate';
import en from '../../../../messages/en.json';
import { deviceFact } from '../../../../machines/device/fact';
import type { deviceMachine } from '../../../../machines/device/machine';
import type { DeviceContext, DeviceFact } from '../../../../machines/device/types';
import type { OpenedDevice } from '../../../../machines/device/choice';
import { CHARTS } from '../../../model/charts';
import type { Variants } from '../../../model/charts/chart';
import { answered, press, tokenAnswered } from '../perform';
import { wordsFor, noted, button, ready, asAct, streamTime, type Act, type Acts, type Part } from './part';

const CAMERA = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));
const factOf = ({ value, context }: AnyMachineSnapshot) => deviceFact(value as string, context as DeviceContext);
/** Why others get nothing of it. */
const whyOf = ({ state, failure }: DeviceFact): string =>
	wordsFor(state === 'muted' ? 'device.muted' : (failure?.code ?? ''), en.camera);
/** The note says why the camera is blocked or muted, and offers this. */
const inItsNote =
	(name: string): Act =>
	async (_, { page, before }) => {
		await noteOf(page, whyOf(factOf(before)))
			.getByRole('button', { name })
			.click();
	};
const noteOf = (page: Page, words: string) => page.locator('.note').filter({ hasText: words });
const IS_EXPLAINED = new Set<string>(['blocked', 'muted'] satisfies DeviceFact['state'][]);
/** Of the camera that it opens: it is the first of the machine's, and muted or not. */
const opened: Act = async (event, { page }) => {
	await page.evaluate(
		(output) => {
			const hardware = window.simulation?.engine?.hardware;
			if (!output || !hardware) return;
			hardware.devices = [{ device: 'camera', deviceID: output.deviceID, label: '' }, ...hardware.devices];
			if (output.muted) hardware.muted.add('camera');
			else hardware.muted.delete('camera');
		},
		(event.output as OpenedDevice | undefined) ?? null
	);
	await answered('openDevice', 'camera')(event, { page });
};
const FORBIDDEN = 'auth.forbidden';

export const device: Part = {
	chart: {
		...CHARTS.device,
		variants: {
			...CHARTS.device.variants,
			'device.list': ((context, snapshot) => [
				...(CHARTS.device.variants['device.list']?.(context, snapshot) ?? []).slice(2),
				{ devices: CAMERA },
				{ devices: [] }
			]) satisfies Variants[string]
		}
	},
	actor: 'call/camera',
	async arrange(page, beginning) {
		// Without a token, "Try again" means everything that has failed.
		if (beginning === 'off') await ready(page, FORBIDDEN);
	},
	canPerform({ type }, snapshot) {
		if (type === 'user.turnOff' || type === 'user.turnOn') return IS_EXPLAINED.has(factOf(snapshot).state);
		const { plugged } = snapshot.context as DeviceContext;
		if (type === 'user.selectDevice') return plugged.some(({ deviceID }) => deviceID === 'camera-2');
		return true;
	},
	acts: {
		'user.toggle': asAct((_, page) => press(page, en.camera_off)),
		'user.turnOn': inItsNote(en.try_again),
		'user.turnOff': inItsNote(en.go_without),
		'user.retry': async (_, { page }) => {
			await noteOf(page, wordsFor(FORBIDDEN)).getByRole('button', { name: en.try_again }).click();
			await tokenAnswered({ type: '', error: { code: FORBIDDEN } }, { page });
		},
		'user.selectDevice': async ({ deviceID }, { page }) => {
			const select = page.getByRole('combobox', { name: en.camera_title, exact: true });
			await select.evaluate((it: HTMLSelectElement) => (it.value = ''));
			await select.selectOption(String(deviceID));
		},
		'xstate.done.actor.0.device.opening': opened,
		'xstate.error.actor.0.device.opening': opened,
		'xstate.done.actor.0.device.returning': opened,
		'xstate.error.actor.0.device.returning': opened,
		'xstate.done.actor.0.device.trying': opened,
		'xstate.error.actor.0.device.trying': opened,
		'xstate.done.actor.0.device.closing': answered('closeDevice', 'camera'),
		'xstate.error.actor.0.device.closing': answered('closeDevice', 'camera'),
		after: streamTime
	} satisfies Acts<typeof deviceMachine>,
	about: { device: 'camera' },
	async shows(page, snapshot) {
		const fact = factOf(snapshot);
		const { state } = fact;
		const isPending = state === 'opening' || state === 'closing';
		const isExplained = IS_EXPLAINED.has(state);
		return [
			[...(await button(page, en.camera_off)), isExplained && (await noted(page, whyOf(fact)))],
			[String(state !== 'on'), String(isPending), isExplained]
		];
	}
};
