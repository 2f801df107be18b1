/** Performs what happens in two rooms, between which Ann goes to and fro. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { collectEdges } from '../../browser/support/edges';
import { until } from '../../browser/support/until';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import { DOINGS, Room, type Present } from './room';

export async function openRooms(browser: Browser, app: App): Promise<Scene> {
	const [here, there] = [new Room(browser, app), new Room(browser, app)];
	const [ann, ...others] = await Promise.all([here.arrives('Ann'), there.arrives('Ben'), there.arrives('Cora')]);
	const switchesTo = async ({ id }: Room) => {
		await ann.presses(en.more);
		await ann.presses(`${en.switch_room}…`);
		await ann.page.getByRole('dialog').getByLabel(en.join_label).fill(id);
		await ann.presses(en.switch);
	};
	const roomOf = (room: string | undefined) => (room === 'there' ? there : here);
	const acts: Readonly<Record<string, (step: Step) => Promise<unknown>>> = {
		switch: async ({ after }) => {
			await switchesTo(roomOf(after.room));
			await ann.isInCall();
		},
		tryToSwitch: async () => {
			await switchesTo(there);
			const told = `${en.notice_switch_failed.replace('{why}', '')}${en.capacity_roomFull}`;
			await until('Ann is told', async () => (await ann.looks(0)).told.includes(told));
			await ann.isInCall();
		},
		reload: async () => {
			await collectEdges(ann.page);
			await ann.page.reload();
		},
		fillOther: async () => {
			for (const other of others) await other.startsCall();
		},
		emptyOther: async () => {
			for (const other of others) {
				await other.presses(en.end_call);
				await DOINGS.goElsewhere?.(other);
			}
		}
	};
	const everyone = ({ room, place = '' }: Values): Present[] => [
		{
			guest: ann,
			isConnected: place === 'call',
			presence: { place: place as 'lobby' | 'call' | 'end', room: roomOf(room).id }
		}
	];
	return {
		perform: async (step) => {
			await (acts[step.event]?.(step) ?? DOINGS[step.event]?.(ann));
		},
		look: (values, since) => here.looks(everyone(values), since),
		close: async () => {
			await here.close();
			await there.close();
		}
	};
}
