/** Examples of every event: to find out whether a transition could be taken now, and to take it. */
import type { EventObject } from 'xstate';
import { failure } from '../../../../machines/failure';
import type { EngineMachine, Machine } from '../charts';
import { CALL_EXAMPLES } from './call.examples';
import { LOCAL_EXAMPLES } from './local.examples';
import { FAILURES, TOKEN_REFUSED, type Examples, type Situation } from './situation';

/** A new event of any chart does not compile until it has examples. */
export const EXAMPLES: Examples<Machine | EngineMachine> = { ...CALL_EXAMPLES, ...LOCAL_EXAMPLES };
type Makers = Readonly<Record<string, ((situation: Situation, type: never) => EventObject[]) | undefined>>;

/** The output of every service at once. Each chart reads its part. */
const outputsOf = ({ call, device }: Situation) =>
	[false, true].map((muted) => ({
		deviceID: `${device}-1`,
		muted,
		userID: call.user.userID || 'user-me',
		expiresIn: 3_600
	}));
/** What a service can fail of. */
const ERRORS = [...FAILURES, TOKEN_REFUSED, failure('device.inUse')];

const withOutput = (type: string, output: unknown): EventObject & { output: unknown } => ({ type, output });

/** None of an event that no chart knows. XState's own are made of their names. */
export function examplesOf(type: string, situation: Situation): EventObject[] {
	if (type.startsWith('xstate.done.actor.')) return outputsOf(situation).map((output) => withOutput(type, output));
	if (type.startsWith('xstate.error.actor.')) return ERRORS.map((error) => ({ type, error }));
	if (type.startsWith('xstate.')) return [{ type }];
	return (EXAMPLES as Makers)[type]?.(situation, type as never) ?? [];
}
