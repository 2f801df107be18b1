import type { Page } from 'playwright-core';
import en from '../../../../messages/en.json';
import type { DeviceFact } from '../../../../machines/call/types';
import type { deviceMachine } from '../../../../machines/device/machine';
import { CHARTS } from '../../../model/charts';
import { only } from '../../../model/charts/chart';
import { answered, press, tokenAnswered } from '../perform';
import { wordsFor, noted, button, ready, asAct, streamTime, type Acts, type Part } from './part';

const CAMERA = ['camera-1', 'camera-2'].map((deviceID) => ({ device: 'camera', deviceID, label: deviceID }));
/** What a press on the camera's button asks for. */
const turnsOff = ({ state, wanted }: DeviceFact) =>
	state === 'on' || ((state === 'opening' || state === 'closing') && wanted);
const toggle = asAct((_, page) => press(page, en.camera_off));
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
		const fact = (snapshot.context as { fact: DeviceFact }).fact;
		if (type === 'user.turnOff') return turnsOff(fact) || fact.state === 'blocked';
		if (type === 'user.turnOn') return !turnsOff(fact);
		if (type === 'user.selectDevice') return (snapshot.context as { plugged: string[] }).plugged.includes('camera-2');
		return true;
	},
	acts: {
		'user.turnOn': toggle,
		'user.turnOff': async (event, scene) => {
			const { state, failure } = (scene.before.context as { fact: DeviceFact }).fact;
			if (state !== 'blocked') return toggle(event, scene);
			await noteOf(scene.page, wordsFor(failure?.code ?? '', en.camera))
				.getByRole('button', { name: en.go_without })
				.click();
		},
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
		const { state, failure } = (snapshot.context as { fact: DeviceFact }).fact;
		const isPending = state === 'opening' || state === 'closing';
		const why = wordsFor(failure?.code ?? '', en.camera);
		return [
			[...(await button(page, en.camera_off)), state === 'blocked' && (await noted(page, why))],
			[String(state !== 'on'), String(isPending), state === 'blocked']
		];
	}
};
