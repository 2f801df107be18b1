/** What a test of the contract has: people at engines of one kind, and what surrounds these, well-behaved unless told otherwise. */
import type { EngineKind, RoomLogin } from '../../../machines/engine';
import type { RoomReason } from '../../../machines/room.reason';
import type { Person } from './person';

/** Why a room lets someone not in. */
export type Refusal = 'capacity.roomFull' | 'auth.tokenInvalid' | 'auth.tokenExpired' | 'auth.blacklisted';

export interface Stage {
	readonly kind: EngineKind;
	/** Every reason that anyone here was seen to be told. */
	readonly seen: ReadonlySet<RoomReason>;
	/** A room nobody has been in. */
	newRoom(): string;
	/** Someone new; `userID` makes them someone who is there already, in another window. `fakeClock`: for `passTime`. `voice`: for `speaks`. */
	person(name: string, options?: { userID?: string; fakeClock?: boolean; voice?: boolean }): Promise<Person>;
	/** A login that is refused for this reason, until `mend`. */
	refused(person: Person, roomID: string, why: Refusal): Promise<RoomLogin>;
	/** A login whose token ends before long. */
	ending(person: Person, roomID: string): RoomLogin;
	/** Warns of those tokens now, where that does not happen by itself. */
	warnOfTokens(): void;
	/** Resolves when the tokens of everyone else are about to end, or have ended. */
	endTokens(renewedBy: Person): Promise<void>;
	/** The host throws them out. */
	kick(person: Person): void;
	/** The host asks them to turn off their microphone. */
	requestMute(person: Person): void;
	/** The host of their room lets nobody new in. */
	lock(person: Person): void;
	/** Their connection to the rooms is lost for a moment; media is not. */
	drop(person: Person): Promise<void>;
	/** Nobody reaches the rooms any more, until `comeBack`; media is not touched. */
	goAway(): Promise<void>;
	comeBack(): Promise<void>;
	/** What this person asks of the rooms is not answered any more, until `mend`. */
	fallSilent(person: Person): void;
	/** This person is about to publish under someone else's ID. */
	willClash(person: Person): void;
	/** So much time passes at once for someone who is `fakeClock`. */
	passTime(person: Person, milliseconds: number): Promise<void>;
	/** No network path leads from any of them to any other. Before they come. */
	keepApart(...people: Person[]): Promise<void>;
	/** Gone without a last word, and not waited for long. */
	crash(person: Person): Promise<void>;
	/** Nothing is refused or unanswered any more. */
	mend(): Promise<void>;
	/** Everyone goes, and everything that is wrong with them; the stage stays. */
	clear(): Promise<void>;
	close(): Promise<void>;
}
