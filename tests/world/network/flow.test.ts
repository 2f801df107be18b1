/** Packets get through in one direction only: what each side is told of that while signalling is down. */
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import en from '../../../messages/en.json';
import { seeAndHear, type Person } from '../../browser/support/person';
import type { People } from '../../browser/support/test';
import { meet } from './meeting';
import { test } from './test';

/** What someone reads from now on in tiles and notes, in the order in which it first came. */
async function notesOf({ page }: Person): Promise<() => Promise<string[]>> {
	const read = await page.evaluateHandle(() => {
		const read: string[] = [];
		const look = () => {
			for (const { textContent } of document.querySelectorAll('p'))
				if (!read.includes(textContent)) read.push(textContent);
		};
		new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
		return read;
	});
	return () => read.jsonValue();
}

/** The notes that end with one of these sentences. */
const saying = (notes: string[], ...sentences: string[]) =>
	notes.filter((note) => sentences.some((sentence) => note.endsWith(sentence)));
const SAY_THAT_MINE_ARRIVES = [en.flow_both, en.flow_mine, en.flow_only_mine, en.reach_all, en.reach_some];
const SAY_THAT_THEIRS_ARRIVES = [en.flow_both, en.flow_theirs, en.flow_only_theirs];

async function meetAndRead(people: People, inHomeB: Browser) {
	const [ann, ben] = await meet(people, inHomeB);
	await seeAndHear(ann, ben);
	ben.expectsErrors(/WebSocket connection/);
	return { ann, ben, readByAnn: await notesOf(ann), readByBen: await notesOf(ben) };
}

/** ICE and signalling take their time to notice (ms). */
const NOTICED = 15_000;
/** On a busy machine it takes a while to see that a picture moves; one that stands still is never seen to move (ms). */
const WHILE_SENT = 4_000;

test('what one sends is lost: they read that only what the other sends arrives, then that nobody sees or hears them, and never otherwise', async ({
	people,
	homes,
	inHomeB
}) => {
	const { ann, ben, readByAnn, readByBen } = await meetAndRead(people, inHomeB);
	const open = homes.losesWhatItSends('B');
	const ofAnn = ben.tileOf(await ann.userID());
	await ofAnn.getByText(en.flow_theirs, { exact: true }).waitFor();
	await ben.seesPictureOf(ann, 'camera', WHILE_SENT);
	// After five seconds without an answer from Ben, Ann's browser sends no more.
	await Promise.all([ben.reads(en.reach_nobody, NOTICED), ofAnn.getByText(en.flow_neither).waitFor()]);
	await ann.seesNobodyBut();
	expect(saying(await readByBen(), ...SAY_THAT_MINE_ARRIVES)).toEqual([]);
	expect(saying(await readByAnn(), ...SAY_THAT_THEIRS_ARRIVES)).toEqual([]);
	open();
	await ben.isIn('inCall');
	await seeAndHear(ann, ben);
});

test('what is sent to one is lost: the other reads that only what they send arrives, and never that anything arrives there', async ({
	people,
	homes,
	inHomeB
}) => {
	const { ann, ben, readByAnn, readByBen } = await meetAndRead(people, inHomeB);
	const open = homes.losesWhatComes('B');
	await ann
		.tileOf(await ben.userID())
		.getByText(`${en.tile_retrying} ${en.flow_theirs}`, { exact: true })
		.waitFor();
	await ann.seesPictureOf(ben, 'camera', WHILE_SENT);
	// After five seconds without an answer from Ann, Ben's browser sends no more.
	await Promise.all([ben.reads(en.reach_nobody, NOTICED), ann.seesNobodyBut()]);
	expect(saying(await readByAnn(), ...SAY_THAT_MINE_ARRIVES)).toEqual([]);
	expect(saying(await readByBen(), ...SAY_THAT_MINE_ARRIVES, ...SAY_THAT_THEIRS_ARRIVES)).toEqual([]);
	open();
	await ben.isIn('inCall');
	await seeAndHear(ann, ben);
});
