import en from '../../../../messages/en.json';
import type { voiceMachine } from '../../../../machines/voice/machine';
import { voiceFact, type VoiceValue } from '../../../../machines/voice/fact';
import { CHARTS } from '../../../model/charts';
import { answered, emitted, press } from '../perform';
import { asAct, entered, noted, speaks, streamTime, type Act, type Acts, type Part } from './part';

const MICROPHONE = { device: 'microphone' } as const;

const toggled = asAct((_, page) => press(page, en.mute_microphone));
const closed = answered('closeDevice', 'microphone');

/** One that is on says so again when a host has asked for it to be turned off, and the person keeps it on. */
const turnedOn: Act = async (event, scene) => {
	if (scene.before.matches('heard')) {
		await emitted({ type: 'device.muteRequested', ...MICROPHONE }, scene);
		await press(scene.page, en.keep_on);
		return;
	}
	await toggled(event, scene);
	await answered('openDevice', 'microphone')({ type: '' }, scene);
};

/** One that is off says so again when it is turned on and off before it has opened. */
const turnedOff: Act = async (event, scene) => {
	if (scene.before.matches('unheard')) await toggled(event, scene);
	await toggled(event, scene);
	await closed({ type: '' }, scene);
};

export const voice: Part = {
	chart: CHARTS.voice,
	actor: 'call/voice',
	arrange: entered,
	canPerform: () => true,
	acts: {
		'microphone.on': turnedOn,
		'microphone.off': turnedOff,
		after: streamTime
	} satisfies Acts<typeof voiceMachine>,
	about: MICROPHONE,
	async shows(page, { value }) {
		const { speaking, mutedHint } = voiceFact(value as VoiceValue);
		return [
			[await speaks(page, 'me'), await noted(page, en.muted_speaking)],
			[speaking, mutedHint]
		];
	}
};
