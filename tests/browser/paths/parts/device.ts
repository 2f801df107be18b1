import type { Page } from 'playwright-core';
import type { AnyMachineSnapshot } from 'xstate';
import en from '../../../../messages/en.json';
import { deviceFact } from '../../../../machines/device/fact';
import type { deviceMachine } from '../../../../machines/device/machine';
import type { DeviceContext } from '../../../../machines/device/types';
import { CHARTS } from '../../../model/charts';
import { only } from '../../../model/charts/chart';
import { answered, press, tokenAnswered } from '../perform';
import { wordsFor, noted, button, ready, asAct, streamTime, type Act, type Acts, type Part } from './part';

const CAMERA = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));
const factOf = ({ value, context }: AnyMachineSnapshot) => deviceFact(value as string, context as DeviceContext);
/** The note says why the camera is blocked, and offers this. */
const inItsNote =
	(name: string): Act =>
	async (_, { page, before }) => {
		const why = wordsFor(factOf(before).failure?.code ?? '', en.camera);
		await noteOf(page, why).getByRole('button', { name }).click();
	};
const noteOf = (page: Page, words: string) => page.locator('.note').filter({ hasText: words });
const FORBIDDEN = 'auth.forbidden';

export const device: Part = {
	chart: {
		...CHARTS.device,
		variants: { ...CHARTS.device.variants, 'device.list': only({ devices: CAMERA }, { devices: [] }) }
	},
	actor: 'call/camera',
	async arrange(page, beginning) {
		// Without a token, "Try again" means everything that has failed.
		if (beginning === 'off') await ready(page, FORBIDDEN);
	},
	canPerform({ type }, snapshot) {
		if (type === 'user.turnOff' || type === 'user.turnOn') return factOf(snapshot).state === 'blocked';
		if (type === 'user.selectDevice') return (snapshot.context as DeviceContext).plugged.includes('camera-2');
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
		'xstate.done.actor.0.device.opening': answered('openDevice', 'camera'),
		'xstate.error.actor.0.device.opening': answered('openDevice', 'camera'),
		'xstate.done.actor.0.device.closing': answered('closeDevice', 'camera'),
		'xstate.error.actor.0.device.closing': answered('closeDevice', 'camera'),
		after: streamTime
	} satisfies Acts<typeof deviceMachine>,
	about: { device: 'camera' },
	async shows(page, snapshot) {
		const { state, failure } = factOf(snapshot);
		const isPending = state === 'opening' || state === 'closing';
		const why = wordsFor(failure?.code ?? '', en.camera);
		return [
			[...(await button(page, en.camera_off)), state === 'blocked' && (await noted(page, why))],
			[String(state !== 'on'), String(isPending), state === 'blocked']
		];
	}
};
