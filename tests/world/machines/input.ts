import { createMachine } from 'xstate';

/** What becomes of the code or link of a room on its way to somebody who pastes it. */
export const PASTED = ['bracketed', 'ended', 'hyphenated', 'named'] as const;
/** What chats and mail programs add to the address of a link. */
export const FOLLOWED = ['stop', 'arrow', 'quote'] as const;
/** Names that are seen, of odd letters. */
export const ODD = ['reversed', 'joined', 'markup'] as const;

const all = (kind: string, names: readonly string[], to: string) =>
	Object.fromEntries(names.map((name) => [`${kind}.${name}`, to]));

/** What a person types, pastes or follows, or what types for them. */
export const input = createMachine({
	id: 'input',
	initial: 'usual',
	states: {
		usual: {
			description: 'There is nothing odd about the name that is entered.',
			on: {
				...all('paste', PASTED, 'usual'),
				...all('follow', FOLLOWED, 'usual'),
				...all('type', ODD, 'odd'),
				typeUnseen: 'unseen',
				/** A letter, as programs press that write what somebody says. */
				press: 'usual'
			}
		},
		odd: { description: 'The name is of odd letters.', on: { correct: 'usual' } },
		unseen: { description: 'There is nothing to see in the name.', on: { correct: 'usual' } }
	}
});
