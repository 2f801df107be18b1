/** A call without a framework: Ana and, on the simulated engine, Bo. */
import { createCall } from 'video-call/call';
import { createSimulatedEngine, type SimulatedEngine } from 'video-call/engines/simulated';

const roomID = 'tea-at-five';
let engine: SimulatedEngine | undefined;

const call = createCall({
	roomID,
	userName: 'Ana',
	loadEngine: (media) => Promise.resolve((engine = createSimulatedEngine({ media }))),
	// A real server signs the token; the simulated engine takes any.
	tokens: { fetch: () => Promise.resolve({ userID: 'ana', expiresIn: 3_600, token: '' }) }
});

call.onNotice((notice) => {
	if ('user' in notice) console.log(notice.type, notice.user.userName);
});

/** Resolves when the call's status is this one. */
const until = (status: typeof call.view.status) =>
	new Promise<void>((resolve) => {
		const stop = call.onView((view) => {
			if (view.status !== status) return;
			stop();
			console.log(status, view.tiles.map(({ userName }) => userName).join(' and '));
			resolve();
		});
	});

await until('ready');
call.send({ type: 'user.start', userName: 'Ana' });
await until('alone');
engine?.room.people.join(roomID, { userID: 'bo', userName: 'Bo' });
engine?.room.people.publish('bo');
await until('inCall');
call.send({ type: 'user.leave' });
await until('ended');
