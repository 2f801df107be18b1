/** Brings a running call into any of its eight states. The engine does not answer the operation that would lead on. */
import type { CallState } from '../../../machines/call/states';
import { startCall, type RunningCall, type Setting } from './call';

const HELD = { outcome: 'never' } as const;
export const PATIENCE = 300;

/** The state to start from, and what leads on from there. */
const ARRANGED: Record<CallState, { from: CallState | null; go(call: RunningCall): void }> = {
	idle: { from: null, go: () => {} },
	creating: {
		from: null,
		go({ actor, tokens }) {
			tokens.next = HELD;
			actor.send({ type: 'user.start', userName: 'Me' });
		}
	},
	loggingIn: {
		from: 'idle',
		go({ actor, engine }) {
			engine.prompter.answers.loginRoom = HELD;
			actor.send({ type: 'user.start', userName: 'Me' });
		}
	},
	publishing: {
		from: 'idle',
		go({ actor, engine }) {
			engine.prompter.answers.startPublishing = HELD;
			actor.send({ type: 'user.start', userName: 'Me' });
		}
	},
	inCall: { from: 'idle', go: ({ actor }) => actor.send({ type: 'user.start', userName: 'Me' }) },
	reconnecting: { from: 'inCall', go: ({ engine }) => engine.room.loseConnection() },
	loggingOut: {
		from: 'inCall',
		go({ actor, engine }) {
			engine.prompter.answers.logoutRoom = HELD;
			actor.send({ type: 'user.leave' });
		}
	},
	destroyed: { from: 'inCall', go: ({ actor }) => actor.send({ type: 'user.leave' }) }
};

export async function arrange(state: CallState, setting?: Setting): Promise<RunningCall> {
	const { from, go } = ARRANGED[state];
	const call = from === null ? startCall(tokenless(state, setting)) : await arrange(from, setting);
	go(call);
	await call.advance(PATIENCE);
	if (call.top !== state) throw new Error(`The call is in ${call.top}, not in ${state}`);
	return call;
}

/** Without a token before the call starts, it waits for one in `creating`. */
const tokenless = (state: CallState, setting: Setting = {}): Setting =>
	state === 'creating' ? { ...setting, tokens: (tokens) => (tokens.next = HELD) } : setting;
