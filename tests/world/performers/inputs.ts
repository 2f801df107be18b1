/** Performs what a person types, pastes and follows. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { goTo } from '../../browser/support/page';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import type { FOLLOWED, ODD, PASTED } from '../machines/input';
import { WELL } from './devices';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';

type Link = { url: string; code: string };

const PASTES: Record<(typeof PASTED)[number], (link: Link) => string> = {
	bracketed: ({ url }) => `<${url}>`,
	ended: ({ url }) => `See you here: ${url}.`,
	hyphenated: ({ code }) => ` ${code.replaceAll('-', '\u2011')} `,
	named: ({ url }) => `[our call](${url}?name=x#y)`
};
const ENDINGS: Record<(typeof FOLLOWED)[number], string> = {
	stop: '.',
	arrow: '>',
	quote: '%22%2C%E2%80%8B?name=x'
};
/** As it is typed, and as others are to read it. */
const NAMES: Record<(typeof ODD)[number], readonly [typed: string, read: string]> = {
	reversed: ['\u2069\u202Enhoj', 'nhoj'],
	joined: ['👩‍👩‍👧‍👦 דנה (home)', '👩‍👩‍👧‍👦 דנה (home)'],
	markup: ['<img src=x onerror="document.title=1">', '<img src=x onerror="document.title=1">']
};
const UNSEEN = '\u200B\u3164';

const types = ({ page }: Guest, name: string) => page.getByLabel(en.name_label).fill(name);

/** Ann types, and Ben reads. */
export async function openInputs(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const [ben, ann] = await Promise.all([room.arrives('Ben'), room.arrives('Ann')]);
	await ben.startsCall();
	const url = `${app.url}/call/${room.id}`;
	let name = 'Ann';
	const isReady = () => ann.page.getByRole('heading', { name: en.status_ready }).waitFor();
	const acts: Readonly<Record<string, (which: string) => Promise<unknown>>> = {
		paste: async (which) => {
			await goTo(ann.page, app.url);
			await ann.page.getByLabel(en.join_label).fill(PASTES[which as keyof typeof PASTES]({ url, code: room.id }));
			await ann.presses(en.join);
			await isReady();
		},
		follow: async (which) => {
			await goTo(ann.page, `${url}${ENDINGS[which as keyof typeof ENDINGS]}`);
			await isReady();
		},
		type: async (which) => {
			const [typed, read] = NAMES[which as keyof typeof NAMES];
			name = read;
			await types(ann, typed);
		},
		typeUnseen: () => types(ann, UNSEEN),
		tryToType: async () => {
			await ann.presses(en.start_call);
			await ann.page.getByText(en.name_invisible).waitFor();
		},
		correct: async () => {
			name = 'Ann';
			await types(ann, name);
		},
		press: () => ann.page.keyboard.press('m'),
		turnOffLetters: () => switchesLetters(ann),
		turnOnLetters: () => switchesLetters(ann)
	};
	const everyone = ({ place = '', letters }: Values): Present[] => {
		const microphone = { ...WELL, wanted: letters?.startsWith('heard') ?? true };
		const presence = {
			place: place as 'lobby' | 'call' | 'end',
			devices: { camera: WELL, microphone },
			name,
			room: room.id
		};
		return [
			{ guest: ben, isConnected: true, presence: { place: 'call' } },
			{ guest: ann, isConnected: place === 'call', presence }
		];
	};
	return {
		perform: async ({ event }: Step) => {
			const [act = '', which = ''] = event.split('.');
			await (acts[act]?.(which) ?? DOINGS[event]?.(ann));
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}

async function switchesLetters({ page }: Guest): Promise<void> {
	await page.getByRole('button', { name: en.more, exact: true }).click();
	await page.getByRole('switch', { name: en.shortcuts }).click();
	await page.keyboard.press('Escape');
}
