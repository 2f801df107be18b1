/** Cameras and microphones: what is wanted and can be had is on, and the page tells what is so. */
import en from '../../../messages/en.json';
import { DEVICE_KINDS } from '../../../machines/device.kinds';
import type { DeviceKind } from '../../../machines/engine';
import type { DeviceState, Which } from '../../browser/support/hardware';
import type { Note, Seen } from '../performers/look';
import type { DeviceFacts, Invariant, View } from './facts';
import { isMuted, isOpenIn, isSentBy, onPage } from './seen';

const isUsable = (state: DeviceState) => state === 'free' || state === 'muted';
const canBeOn = ({ first, second, permission }: Omit<DeviceFacts, 'wanted'>) =>
	permission === 'granted' && (isUsable(first) || isUsable(second));
/** What the system gives to whoever asks for none in particular; undefined if nobody can have it, or no matter which. */
function givenIn({ usual, ...states }: DeviceFacts): Which | undefined {
	const order: readonly Which[] = usual === 'second' ? ['second', 'first'] : ['first', 'second'];
	const given = order.find((which) => states[which] !== 'absent');
	return usual !== null && given && isUsable(states[given]) ? given : undefined;
}
const isLit = ({ tracks }: Seen, kind: DeviceKind) =>
	tracks.some((track) => track.kind === kind && (kind === 'camera' || track.enabled));
const [USUAL_IN_USE = ''] = en.device_usual_inUse.replace('{device}', en.microphone).split('{name}');
const isAbout = ({ words }: Note, kind: DeviceKind) => words.includes(en[kind]);
/** Where the page has buttons for them. */
const devicesOf = (view: View, fault: (kind: DeviceKind, facts: DeviceFacts) => string | false): string[] =>
	(onPage(view) ? DEVICE_KINDS : []).flatMap((kind) => {
		const found = fault(kind, view.facts.devices[kind]);
		return found === false ? [] : [found];
	});

export const DEVICES: readonly Invariant[] = [
	{
		name: 'a device that is wanted, allowed and free is on',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, { wanted, ...facts }) => {
				return wanted && canBeOn(facts) && !isOpenIn(view.seen, kind) && `the ${kind} is not on`;
			})
	},
	{
		name: 'the device that was chosen is the one that is on',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, { chosen }) => {
				const others = view.seen.tracks.filter((track) => track.kind === kind && track.which !== chosen);
				return chosen !== null && others.length > 0 && `the ${kind} that is on is not the ${chosen}`;
			})
	},
	{
		// Of cameras, browsers do not say which one is the system's default.
		name: 'the microphone that is on is the system’s default, or another was chosen, or it is said why it is another',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, facts) => {
				const given = facts.chosen === null && kind === 'microphone' ? givenIn(facts) : undefined;
				const [open] = view.seen.tracks.filter((track) => track.kind === kind && track.enabled);
				if (given === undefined || open === undefined) return false;
				// No browser tells when another program has let go of it.
				const isOther = open.which !== given;
				const isSaid = view.seen.notes.some(({ words }) => words.startsWith(USUAL_IN_USE));
				return isOther !== isSaid && `the ${given} ${kind} is the system’s default, and the ${open.which} is on`;
			})
	},
	{
		name: 'a device that is not wanted is closed',
		within: 1,
		faults: (view) => devicesOf(view, (kind, { wanted }) => !wanted && isLit(view.seen, kind) && `the ${kind} is open`)
	},
	{
		name: 'the button and the preview tell what is so',
		within: 2,
		faults: (view) => {
			const isOpen = isSentBy(view.seen, 'camera');
			return [
				...devicesOf(view, (kind) => {
					const isOn = view.seen.buttons[kind]?.isOn ?? false;
					return isOn !== isSentBy(view.seen, kind) && `the button says that the ${kind} is ${isOn ? 'on' : 'off'}`;
				}),
				...devicesOf(view, (kind) => {
					const { isPreviewed } = view.seen;
					return kind === 'camera' && isPreviewed !== isOpen && `the preview shows ${isPreviewed ? 'a' : 'no'} picture`;
				})
			];
		}
	},
	{
		name: 'what the system mutes is said',
		within: 2,
		faults: (view) =>
			devicesOf(view, (kind, { wanted }) => {
				const isSaid = view.seen.notes.some((note) => isAbout(note, kind));
				return wanted && isMuted(view.seen, kind) && !isSaid && `nothing says that the ${kind} is muted`;
			})
	},
	{
		name: 'what is blocked has words and a next step',
		within: 3,
		faults: (view) =>
			devicesOf(view, (kind, { wanted, ...facts }) => {
				if (!wanted || canBeOn(facts) || facts.permission === 'prompt') return false;
				const hasHelp = view.seen.notes.some(
					(note) => (isAbout(note, kind) || note.words.includes(en.unknown_error)) && note.buttons.length > 0
				);
				return !hasHelp && `nothing says what to do about the ${kind}`;
			})
	}
];
