import type { Logger } from 'pino';
import type { FailureCode } from '../../../machines/failure';
import type { Login } from './rooms/room';

/** Counts what happens. */
export interface Counting {
	refused(code: FailureCode): void;
	/** `seconds`: since the socket was opened, or since its last logout. */
	loggedIn(how: Login['how'], seconds: number): void;
}

/** What happens, for the log and for whoever counts. */
export class Journal {
	readonly log: Logger;
	readonly #counting: Counting | null;

	constructor(log: Logger, counting: Counting | null) {
		this.log = log;
		this.#counting = counting;
	}

	refused(of: string, code: FailureCode, detail: string): void {
		this.log.warn({ of, code, detail }, 'refused');
		this.refusedAgain(code);
	}

	/** For what one client can repeat without end: it costs no line in the log. */
	refusedAgain(code: FailureCode): void {
		this.#counting?.refused(code);
	}

	/** `since`: by `performance.now()`. */
	loggedIn({ member, how }: Login, members: number, since: number): void {
		this.log.info({ userID: member.userID, members }, how);
		this.#counting?.loggedIn(how, (performance.now() - since) / 1_000);
	}
}
