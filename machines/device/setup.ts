/** What the names in the device's chart mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { DeviceInfo } from '../engine';
import { failure, type Failure } from '../failure';
import { closeDevice, openDevice } from '../services';
import { deviceFact } from './fact';
import type { DeviceContext, DeviceEvent, DeviceFact, DeviceInput } from './types';

/** Failures that end when another device of this kind is plugged in. */
const CURED_BY_ANOTHER = new Set(['device.notFound', 'device.unplugged', 'device.inUse', 'device.failed']);

const idsOf = ({ device }: DeviceContext, devices: readonly DeviceInfo[]): string[] =>
	devices.filter((info) => info.device === device).map(({ deviceID }) => deviceID);

export const deviceSetup = setup({
	types: {
		context: {} as DeviceContext,
		input: {} as DeviceInput,
		events: {} as DeviceEvent,
		tags: {} as 'pending'
	},
	actors: { openDevice, closeDevice },
	delays: DELAYS,
	guards: {
		isWanted: ({ context }) => context.wanted,
		isUnwanted: ({ context }) => !context.wanted,
		isGranted: (_, { granted }: { granted: boolean }) => granted,
		isWithdrawn: (_, { code }: Failure) => code === 'device.denied',
		/** Engines list the devices after every attempt to open one. Only a new one helps. */
		canCure: ({ context }, devices: readonly DeviceInfo[]) =>
			CURED_BY_ANOTHER.has(context.failure?.code ?? '') &&
			idsOf(context, devices).some((deviceID) => !context.plugged.includes(deviceID))
	},
	actions: {
		want: assign({ wanted: (_, wanted: boolean) => wanted }),
		choose: assign({ deviceID: (_, deviceID: string | null) => deviceID }),
		recordPlugged: assign({ plugged: ({ context }, devices: readonly DeviceInfo[]) => idsOf(context, devices) }),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		recordNoAnswer: assign({ failure: () => failure('device.noAnswer') }),
		clearFailure: assign({ failure: null }),
		report: sendParent(({ context }, state: DeviceFact['state']) => ({
			type: 'report.device',
			device: context.device,
			fact: deviceFact(state, context)
		}))
	}
});
