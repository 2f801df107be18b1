import type { Page } from 'playwright-core';
import en from '../../../../messages/en.json';
import { speakerFact, type SpeakerValue } from '../../../../machines/speaker/fact';
import type { speakerMachine } from '../../../../machines/speaker/machine';
import type { SpeakerContext } from '../../../../machines/speaker/types';
import { SYSTEM_DEFAULT } from '../../../../machines/device.kinds';
import type { Failure } from '../../../../machines/failure';
import { CHARTS } from '../../../model/charts';
import { press, type Event } from '../perform';
import { isDefect, noted, ready, asAct, streamTime, type Act, type Acts, type Part } from './part';

/** What browsers call the failure. */
const ERRORS: Partial<Record<Failure['code'], string>> = { 'device.notFound': 'NotFoundError' };
const errorOf = ({ error, failure }: Event): string | null => {
	const why = (error ?? failure) as Failure | undefined;
	return why ? (ERRORS[why.code] ?? 'AbortError') : null;
};
const sinksAnswered: Act = async (event, { page }) => {
	await page.waitForFunction((error) => window.inside.answerSinks(error), errorOf(event));
};
const testSoundEnded: Act = async (event, { page }) => {
	await page.waitForFunction((error) => window.inside.endTestSound(error), errorOf(event));
};
const list = (page: Page) => page.getByRole('combobox', { name: en.speaker_title, exact: true });
/** The list is on the page. */
const isOffered = ({ plugged }: SpeakerContext) =>
	plugged.some(({ deviceID, label }) => label !== '' && deviceID !== SYSTEM_DEFAULT);

export const speaker: Part = {
	chart: { ...CHARTS.speaker, beginnings: { usual: { choice: null } } },
	actor: 'call/speaker',
	arrange: (page) => ready(page),
	canPerform(event, snapshot) {
		if (isDefect(event)) return false;
		const { type } = event;
		const context = snapshot.context as SpeakerContext;
		if (type === 'user.testSpeaker') return isOffered(context) && !snapshot.matches({ test: 'sounding' });
		if (type !== 'user.selectDevice') return true;
		const { deviceID } = event as Event;
		return isOffered(context) && (deviceID === '' || context.plugged.some((one) => one.deviceID === deviceID));
	},
	acts: {
		'user.selectDevice': async ({ deviceID }, { page }) => {
			await list(page).evaluate((it: HTMLSelectElement) => (it.selectedIndex = -1));
			await list(page).selectOption(String(deviceID));
		},
		'user.testSpeaker': asAct((_, page) => press(page, en.speaker_test)),
		'speaker.used': sinksAnswered,
		'service.failed': sinksAnswered,
		'xstate.done.actor.0.speaker.test.sounding': testSoundEnded,
		'xstate.error.actor.0.speaker.test.sounding': testSoundEnded,
		after: streamTime
	} satisfies Acts<typeof speakerMachine>,
	about: {},
	async shows(page, { value, context }) {
		const { plugged } = context as SpeakerContext;
		const { state, choice, isTested } = speakerFact(value as SpeakerValue, context as SpeakerContext);
		const notes = [await noted(page, en.speaker_missing), await noted(page, en.speaker_failed)];
		const isUsed = state === 'asked' || state === 'used';
		const isShown = isOffered(context as SpeakerContext);
		// What is used may not be in the browser's list any more.
		const isListed = isShown && (!isUsed || plugged.some(({ deviceID }) => deviceID === choice?.deviceID));
		const button = page.getByRole('button', { name: en.speaker_test, exact: true });
		return [
			[
				notes,
				isShown ? await button.getAttribute('aria-disabled') : null,
				isListed ? await list(page).inputValue() : null
			],
			[
				[state === 'missing', state === 'failed'],
				isShown ? String(isTested) : null,
				isListed ? (isUsed ? choice?.deviceID : '') : null
			]
		];
	}
};
