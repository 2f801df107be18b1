/** Compares what a page shows, permits and says with what it should. */
import type { Page } from 'playwright-core';
import en from '../../../messages/en.json';
import type { CallContext } from '../../../machines/call/types';
import type { CallFacts } from '../../../src/lib/call/facts';
import type { Seen } from '../../model/replay/expected';

export type Shown = {
	state: string;
	screen: string;
	heading: string;
	title: string;
	/** The words of the live region that tell the status. */
	said: string;
	/** The names of the buttons and links that can be pressed. */
	pressable: string[];
	notes: string[];
	/** What has the keyboard: `heading`, the words of a control, or nothing. */
	focus: string;
};

/** Runs in the page. */
function look(): Shown {
	const words = (element: Element | null) => element?.textContent.trim() ?? '';
	const main = document.querySelector<HTMLElement>('main[data-call-state]');
	const controls = [...document.querySelectorAll('main :is(button, a[href]), [popover] button')];
	const nameOf = (element: Element) => element.getAttribute('aria-label') ?? words(element);
	const at = document.activeElement;
	return {
		state: main?.dataset.callState ?? '',
		screen: main?.dataset.screen ?? '',
		heading: words(document.querySelector('h1')),
		title: document.title,
		said: words(document.querySelector('[role=status] > .visually-hidden')),
		pressable: controls.filter((it) => it.ariaDisabled !== 'true' && !it.matches(':disabled')).map(nameOf),
		notes: [...document.querySelectorAll('.note')].map(words),
		focus: at === null || at === document.body ? '' : at.matches('h1') ? 'heading' : nameOf(at)
	};
}

export const shownOn = (page: Page): Promise<Shown> => page.evaluate(look);

const BUTTONS: Record<Seen['may'][number], string> = {
	start: en.start_call,
	leave: en.end_call,
	retry: en.try_again,
	invite: en.copy_link,
	switchRoom: `${en.switch_room}…`
};
/** The lobby has no buttons for these: the person leaves by a link and copies the address. */
const ONLY_IN_CALL = ['leave', 'invite', 'switchRoom'];

const differs = (what: string, is: unknown, should: unknown): string[] =>
	is === should ? [] : [`${what} is “${String(is)}”, should be “${String(should)}”`];

/** Every difference, in words. */
export function faultsOf(shown: Shown, expected: Seen, { end }: CallContext): string[] {
	const status = en[`status_${expected.status}`];
	const heading = expected.screen === 'ended' ? wordsFor(end?.failure?.code ?? `end_${end?.cause}`) : status;
	const controls = Object.entries(BUTTONS).filter(([control]) =>
		ONLY_IN_CALL.includes(control) ? expected.screen === 'call' : control !== 'retry'
	);
	return [
		...differs('the state', shown.state, expected.state),
		...differs('the screen', shown.screen, expected.screen),
		...differs('what is said', shown.said, status),
		...differs('the title', shown.title, `${status} · ${en.app_name}`),
		...differs('the heading', shown.heading, heading),
		...controls.flatMap(([control, button]) =>
			differs(
				`that “${button}” can be pressed`,
				shown.pressable.includes(button),
				expected.may.includes(control as never)
			)
		),
		...differs('that there is a way on', shown.pressable.length > 0, true)
	];
}

/** Likewise for the notes: what has failed and can be tried again, and the countdown. */
export function faultsOfNotes(
	{ notes }: Shown,
	{ may, state }: Seen,
	{ engine, token, publisher, players }: CallFacts
): string[] {
	const failure = [engine, token, publisher, ...Object.values(players)].find(
		(part) => part?.state === 'failed'
	)?.failure;
	const why = failure && may.includes('retry') ? wordsFor(failure.code) : null;
	const isExplained = (words: string) => notes.some((note) => note.startsWith(words) && note.includes(en.try_again));
	const countdowns = notes.filter((note) => note.startsWith(en.connection_lost)).length;
	return [
		...(why === null ? [] : differs(`that “${why}” is explained and can be tried again`, isExplained(why), true)),
		...differs('the number of countdowns', countdowns, state === 'reconnecting' ? 1 : 0)
	];
}

const wordsFor = (code: string): string =>
	(en as Record<string, string>)[code.replaceAll('.', '_')] ?? `(no words for ${code})`;
