/** What the names in the device's chart mean. */
import { assign, sendParent, setup } from 'xstate';
import { DELAYS } from '../delays';
import type { DeviceChoice, DeviceInfo } from '../engine';
import { failure, type Failure } from '../failure';
import { closeDevice, openDevice } from '../services';
import { deviceFact } from './fact';
import { SYSTEM_DEFAULT } from '../device.kinds';
import type { DeviceContext, DeviceEvent, DeviceFact, DeviceInput } from './types';

/** Failures that end when another device of this kind is plugged in, or is taken instead. */
const CURED_BY_ANOTHER = new Set(['device.notFound', 'device.unplugged', 'device.inUse', 'device.failed']);

const isCuredByAnother = ({ code }: Failure): boolean => CURED_BY_ANOTHER.has(code);

const ofKind = ({ device }: DeviceContext, devices: readonly DeviceInfo[]): DeviceChoice[] =>
	devices.filter((info) => info.device === device).map(({ deviceID, label }) => ({ deviceID, label }));

/** Which device the browser's entry for the system's default stands for; empty if that is not known. */
const defaultOf = (devices: readonly DeviceChoice[]): string =>
	devices.find(({ deviceID }) => deviceID === SYSTEM_DEFAULT)?.label ?? '';

/** The one that was open before; null if there was none, or if it is the one that has just failed. */
const previousID = (context: DeviceContext): string | null =>
	context.deviceID === context.choice?.deviceID ? null : context.deviceID;

/** The next of its kind in the browser's list after the one that was tried last; undefined after the last. */
const nextID = ({ plugged, deviceID, choice }: DeviceContext): string | undefined =>
	plugged
		.slice(plugged.findIndex((one) => one.deviceID === deviceID) + 1)
		.find((one) => one.deviceID !== '' && one.deviceID !== choice?.deviceID)?.deviceID;

/** The innermost states of the chart. */
type DeviceReport = Exclude<DeviceFact['state'], 'on'> | 'unasked' | 'asked' | 'recovering' | 'returning' | 'trying';

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
		isWanted: ({ context }) => context.wanted && !context.resting,
		isUnwanted: ({ context }) => !context.wanted || context.resting,
		isGranted: (_, { granted }: { granted: boolean }) => granted,
		isMuted: (_, { muted }: { muted: boolean }) => muted,
		isUnmuted: (_, { muted }: { muted: boolean }) => !muted,
		isWithdrawn: (_, { code }: Failure) => code === 'device.denied',
		/** Without one from before, only where another can help: nobody who has said no is asked again. */
		canReturn: ({ context }, why: Failure) =>
			context.choice !== null && (previousID(context) !== null || isCuredByAnother(why)),
		isThereAnother: ({ context }, why: Failure) => context.deviceID !== null && isCuredByAnother(why),
		/** Of one device alone, the browser's choice is that one. */
		canTryOthers: ({ context }, { code }: Failure) =>
			code === 'device.inUse' && context.plugged.length > 1 && nextID({ ...context, deviceID: null }) !== undefined,
		isThereNext: ({ context }) => nextID(context) !== undefined,
		/** Also where another is open because the default was in use. */
		hasDefaultMoved: ({ context }, devices: readonly DeviceInfo[]) => {
			const [before, now] = [defaultOf(context.plugged), defaultOf(ofKind(context, devices))];
			const isByDefault = context.choice === null || context.deviceID === SYSTEM_DEFAULT;
			return isByDefault && before !== '' && now !== '' && before !== now;
		},
		/** Engines list the devices after every attempt to open one. Only a new one helps. */
		canCure: ({ context }, devices: readonly DeviceInfo[]) =>
			context.failure !== null &&
			isCuredByAnother(context.failure) &&
			ofKind(context, devices).some((one) => !context.plugged.some(({ deviceID }) => deviceID === one.deviceID)),
		/** Whoever has said no is not told that there is none. */
		hasGone: ({ context }, devices: readonly DeviceInfo[]) =>
			context.failure !== null && isCuredByAnother(context.failure) && ofKind(context, devices).length === 0
	},
	actions: {
		want: assign({ wanted: (_, wanted: boolean) => wanted }),
		rest: assign({ resting: true }),
		wake: assign({ resting: false }),
		choose: assign({
			choice: ({ context }, deviceID: string) =>
				context.plugged.find((one) => one.deviceID === deviceID) ?? { deviceID, label: '' }
		}),
		recordOpened: assign({ deviceID: (_, { deviceID }: { deviceID: string }) => deviceID }),
		/** The browser may have given it a new ID since it was chosen. */
		renewChoice: assign({
			choice: ({ context: { choice } }, { deviceID }: { deviceID: string }) => choice && { ...choice, deviceID }
		}),
		forgetOpened: assign({ deviceID: null }),
		takeNext: assign({ deviceID: ({ context }) => nextID(context) ?? null }),
		keepPrevious: assign({ deviceID: ({ context }) => previousID(context) }),
		recordPlugged: assign({ plugged: ({ context }, devices: readonly DeviceInfo[]) => ofKind(context, devices) }),
		recordFailure: assign({ failure: (_, why: Failure) => why }),
		clearFailure: assign({ failure: null }),
		report: sendParent(({ context }, state: DeviceReport) => ({
			type: 'report.device',
			device: context.device,
			fact: deviceFact(state, context)
		}))
	}
});

export const noAnswer = (): Failure => failure('device.noAnswer');
