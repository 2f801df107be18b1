import type { Page } from 'playwright-core';
import type { AnyMachineSnapshot } from 'xstate';
import en from '../../../../messages/en.json';
import { deviceFact, type DeviceValue } from '../../../../machines/device/fact';
import type { deviceMachine } from '../../../../machines/device/machine';
import type { DeviceContext, DeviceFact } from '../../../../machines/device/types';
import type { OpenedDevice } from '../../../../machines/engine';
import { CHARTS } from '../../../model/charts';
import type { Variants } from '../../../model/charts/chart';
import { answered, choosePictures, press, tokenAnswered } from '../perform';
import { ruledOut, wordsFor, noted, button, ready, asAct, streamTime, type Act, type Acts, type Part } from './part';

const CAMERA = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));
const factOf = ({ value, context }: AnyMachineSnapshot) => deviceFact(value as DeviceValue, context as DeviceContext);
const ASKED = wordsFor('mute_requested', en.camera);
/** Why others get nothing of it, or should not. */
const whyOf = ({ state, failure, muteRequested }: DeviceFact): string =>
	muteRequested ? ASKED : wordsFor(state === 'muted' ? 'device.muted' : (failure?.code ?? ''), en.camera);
/** The note says why the camera is blocked or muted, or who asks, and offers this, or the other where someone asks. */
const inItsNote =
	(name: string, ifAsked: string): Act =>
	async (_, { page, before }) => {
		const fact = factOf(before);
		await noteOf(page, whyOf(fact))
			.getByRole('button', { name: fact.muteRequested ? ifAsked : name })
			.click();
	};
const noteOf = (page: Page, words: string) => page.locator('.note').filter({ hasText: words });
const isExplained = ({ state, muteRequested }: DeviceFact) => state === 'blocked' || state === 'muted' || muteRequested;
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
		if (type === 'request.over') return false;
		// Turning it on ends the rest.
		const { resting } = snapshot.context as DeviceContext;
		if (resting && (type === 'user.toggle' || type === 'user.turnOn')) return false;
		if (type === 'user.turnOff' || type === 'user.turnOn') return isExplained(factOf(snapshot));
		const { plugged } = snapshot.context as DeviceContext;
		if (type === 'user.selectDevice') return plugged.some(({ deviceID }) => deviceID === 'camera-2');
		return true;
	},
	acts: {
		'user.toggle': asAct((_, page) => press(page, en.camera_off)),
		'user.turnOn': inItsNote(en.try_again, en.keep_on),
		'user.turnOff': inItsNote(en.go_without, wordsFor('turn_off', en.camera)),
		'user.retry': async (_, { page }) => {
			await noteOf(page, wordsFor(FORBIDDEN)).getByRole('button', { name: en.try_again }).click();
			await tokenAnswered({ type: '', error: { code: FORBIDDEN } }, { page });
		},
		'user.selectDevice': async ({ deviceID }, { page }) => {
			const select = page.getByRole('combobox', { name: en.camera_title, exact: true });
			await select.evaluate((it: HTMLSelectElement) => (it.value = ''));
			await select.selectOption(String(deviceID));
		},
		'request.over': ruledOut,
		'rest.begin': asAct((_, page) => choosePictures(page, 'audioOnly')),
		'rest.end': asAct((_, page) => choosePictures(page, 'automatic')),
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
		const hasNote = isExplained(fact);
		return [
			[...(await button(page, en.camera_off)), hasNote && (await noted(page, whyOf(fact)))],
			[String(state !== 'on'), String(isPending), hasNote]
		];
	}
};
