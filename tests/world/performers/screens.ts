/** Performs what becomes of a screen that somebody shares. */
import type { Browser } from 'playwright-core';
import en from '../../../messages/en.json';
import type { App } from '../../browser/support/app';
import { openSharedTab } from '../../browser/support/shared-tab';
import { until } from '../../browser/support/until';
import type { Step, Values } from '../harness/tours';
import type { Scene } from '../harness/walk';
import type { ScreenState } from '../invariants/facts';
import type { Guest } from './guest';
import { DOINGS, Room, type Present } from './room';

const button = ({ page }: Guest) => page.getByRole('button', { name: en.share_screen, exact: true });
const isShared = async (guest: Guest) => (await button(guest).getAttribute('aria-pressed')) === 'true';

/** `share`: a tab that is there for it. `stop`: by the button of the page. */
export async function shares(guest: Guest, event: string): Promise<void> {
	if (event === 'share' && guest.shared?.isClosed() !== false) {
		guest.shared = await openSharedTab(guest.context);
		await guest.page.bringToFront();
	}
	await button(guest).click();
	if (event === 'share') await until('it is shared', () => isShared(guest));
}

type Outcome = Parameters<typeof window.hardware.nextScreen>;
/** The browser's own words when the picker is closed, the screen cannot be taken, or the system forbids it. */
const OUTCOMES = {
	dismiss: ['NotAllowedError', 'Permission denied'],
	fail: ['NotReadableError', ''],
	forbid: ['NotAllowedError', 'Permission denied by system']
} as const;

const isOver = async (guest: Guest) => (await button(guest).getAttribute('aria-busy')) !== 'true';
const tries = async (guest: Guest, outcome: keyof typeof OUTCOMES) => {
	await guest.page.evaluate((next) => window.hardware.nextScreen(...next), OUTCOMES[outcome] as Outcome);
	await button(guest).click();
	await until('it is over', () => isOver(guest));
};
const mutes = ({ page }: Guest, muted: boolean) => page.evaluate((muted) => window.hardware.muteScreen(muted), muted);

const ACTS: Readonly<Record<string, (guest: Guest) => Promise<unknown>>> = {
	share: async (guest) => {
		await mutes(guest, false);
		await shares(guest, 'share');
	},
	shareMinimised: async (guest) => {
		await mutes(guest, true);
		await shares(guest, 'share');
	},
	stop: (guest) => shares(guest, 'stop'),
	close: async ({ shared }) => shared?.close(),
	minimise: (guest) => mutes(guest, true),
	show: (guest) => mutes(guest, false),
	dismiss: (guest) => tries(guest, 'dismiss'),
	fail: async (guest) => {
		await tries(guest, 'fail');
		await guest.page.getByText(en.screen_failed).first().waitFor();
	},
	forbid: (guest) => tries(guest, 'forbid'),
	/** The person has allowed it, and closes the picker. */
	allow: (guest) => tries(guest, 'dismiss')
};

/** Ann shares, and Ben looks at it. */
export async function openScreens(browser: Browser, app: App): Promise<Scene> {
	const room = new Room(browser, app);
	const [ben, ann] = await Promise.all([room.arrives('Ben'), room.arrives('Ann', { hardware: {} })]);
	await ben.startsCall();
	const everyone = ({ place = '', screen }: Values): Present[] => [
		{ guest: ben, isConnected: true, presence: { place: 'call' } },
		{
			guest: ann,
			isConnected: place === 'call',
			presence: { place: place as 'lobby' | 'call' | 'end', screen: screen as ScreenState }
		}
	];
	return {
		perform: async ({ part, event }: Step) => {
			await (part === 'screen' ? ACTS[event]?.(ann) : DOINGS[event]?.(ann));
		},
		look: (values, since) => room.looks(everyone(values), since),
		close: () => room.close()
	};
}
