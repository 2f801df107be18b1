/** `tests/engine/contract/README.md`: how the engines differ, and which test sees each room reason arrive. */
import { ROOM_REASONS } from '../../../machines/room.reason';
import { DIFFERENCES } from '../../engine/contract/differences';
import { SIGHTINGS } from '../../engine/contract/reasons';
import { page, tableOf } from './markdown';

const KINDS = ['local', 'zego', 'simulated'] as const;

export const contract = (): string =>
	page(
		'The contract of the engines',
		[
			'One suite drives all engines as the charts do and expects the same of each: the local engine with its own server and',
			'the unmodified ZEGO SDK against a stand-in for its cloud, both in a real Chromium and a real Firefox, and the',
			'simulated engine. Four cases are left out in Firefox: its clock can’t be skipped, its tabs can’t be made to crash, it starts',
			'no `AudioContext` on a machine without a sound card, and has one fake device of each kind.'
		].join('\n'),
		'## What still differs',
		tableOf(
			['engine', 'the contract', 'instead', 'because'],
			Object.values(DIFFERENCES).map(({ engine, contract, instead, because }) => [engine, contract, instead, because])
		),
		'## Where each room reason arrives',
		'The name of the test file in this folder.',
		tableOf(
			['', ...KINDS],
			ROOM_REASONS.map((reason) => {
				const { in: file, never } = SIGHTINGS[reason];
				return [`\`${reason}\``, ...KINDS.map((kind) => (never?.[kind] ? `never: ${never[kind]}` : file))];
			})
		)
	);
