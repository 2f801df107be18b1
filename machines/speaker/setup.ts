/** What the names in the speaker's chart mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS } from '../delays';
import { chosenIn } from '../device.kinds';
import type { DeviceChoice, DeviceInfo } from '../engine';
import { failure, type Failure } from '../failure';
import { playTestSound, useSpeaker } from '../services';
import type { SpeakerContext, SpeakerEvent, SpeakerInput } from './types';

const speakersIn = (devices: readonly DeviceInfo[]): DeviceChoice[] =>
	devices.flatMap(({ device, ...speaker }) => (device === 'speaker' ? [speaker] : []));

const chosen = ({ choice }: SpeakerContext, devices: readonly DeviceInfo[]) =>
	choice === null ? undefined : chosenIn(speakersIn(devices), choice);

export const speakerSetup = setup({
	types: {
		context: {} as SpeakerContext,
		input: {} as SpeakerInput,
		events: {} as SpeakerEvent,
		tags: {} as 'pending'
	},
	actors: { useSpeaker, playTestSound },
	delays: DELAYS,
	guards: {
		hasChoice: ({ context }) => context.choice !== null,
		isSystemDefault: (_, deviceID: string) => deviceID === '',
		isNotFound: (_, { code }: Failure) => code === 'device.notFound',
		isPlugged: ({ context }, devices: readonly DeviceInfo[]) => chosen(context, devices) !== undefined,
		/** The same speaker by another ID: browsers change IDs when people clear their data. */
		isRenamed: ({ context }, devices: readonly DeviceInfo[]) => {
			const found = chosen(context, devices);
			return found !== undefined && found.deviceID !== context.choice?.deviceID;
		},
		/** A list without names is one that the browser gives before permission, and shows nothing. */
		isGone: ({ context }, devices: readonly DeviceInfo[]) =>
			speakersIn(devices).some(({ label }) => label !== '') && chosen(context, devices) === undefined
	},
	actions: {
		choose: assign({
			choice: ({ context }, deviceID: string) =>
				context.plugged.find((one) => one.deviceID === deviceID) ?? { deviceID, label: '' }
		}),
		forgetChoice: assign({ choice: null }),
		renewChoice: assign({
			choice: ({ context }, devices: readonly DeviceInfo[]) => {
				const found = chosen(context, devices);
				return found ? { deviceID: found.deviceID, label: found.label } : context.choice;
			}
		}),
		recordPlugged: assign({ plugged: (_, devices: readonly DeviceInfo[]) => speakersIn(devices) }),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		recordMissing: assign({ failure: () => failure('device.notFound') }),
		recordNoAnswer: assign({ failure: () => failure('device.noAnswer') }),
		clearFailure: assign({ failure: null }),
		report: sendParent(({ context }) => ({ type: 'report.speaker', choice: context.choice }))
	}
});
