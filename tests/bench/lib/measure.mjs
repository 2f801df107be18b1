/** One whole run: measures, prints the tables and the goals, returns all figures. */
import { show } from './figures.mjs';
import { measureFullRoom, summariseFullRoom } from './full.room.mjs';
import { OURS } from './join.mjs';
import { joinTable, measureJoins, signallingTable, summariseJoins, summariseSignalling } from './joins.mjs';
import { measureSize, sizeTable } from './size.mjs';

/** A row that fails this often has not been measured. */
const MOST_FAILED = 1 / 3;

/**
 * @param {import('./stage.mjs').Stage} stage
 * @param {{ rounds: number, until: number, signal: AbortSignal }} bounds
 */
export async function measure(stage, bounds) {
	const { emulated } = stage;
	const { joins, failures } = await measureJoins(stage, bounds);
	for (const failure of failures) console.log(`Failed: ${failure}`);
	if (failures.length > MOST_FAILED * (joins.length + failures.length)) throw new Error('Too many joins failed.');
	const joinSummary = summariseJoins(joins);
	const signalling = summariseSignalling(joins);
	const fullRoom = await measureFullRoom(stage);
	const room = summariseFullRoom(fullRoom.messages);
	const size = await measureSize(fullRoom.scripts);

	console.log(
		`\nFrom the click to the first remote frame: median ms by RTT, and round trips (R), the slope of the medians\n`
	);
	console.log(joinTable(joinSummary, emulated));
	console.log('\nSignalling of the joiner until its first frame, lobby included, heartbeats left out\n');
	console.log(signallingTable(signalling));
	console.log('\nJavaScript\n');
	console.log(sizeTable(size));

	const ours = { ...joinSummary.find(({ row }) => row === OURS), ...signalling.find(({ row }) => row === OURS) };
	const goals = [
		...(emulated
			? [
					goal('round trips, joiner', ours.joiner?.trips, 3.2, 2),
					goal('round trips, waiter', ours.waiter?.trips, 2.9, 2)
				]
			: []),
		goal('bytes of signalling until the first frame', ours.mostBytes, 7_000),
		goal('bytes of the lobby of a room of four', room.lobby, 14_600),
		goal('bytes of the welcome of a room of four', room.welcome, 14_600),
		goal('HTTP requests between click and first frame', ours.mostRequests, 0),
		goal('kB of JavaScript until the call is up, gzip', size.page.gzip / 1_000, 90, 1),
		goal('kB of engine and link of it, gzip', size.engine.gzip / 1_000, 12, 1),
		goal('bytes of the ZEGO SDK', size.zego.plain, 0)
	];
	console.log('\nGoals\n');
	for (const { what, got, limit, met, digits } of goals) {
		console.log(`${met ? 'met    ' : 'NOT met'}  ${what}: ${show(got, digits)}, at most ${limit}`);
	}
	console.log();
	return { emulated, goals, joins: joinSummary, signalling, room, size, failures, raw: joins };
}

/** @param {string} what @param {number | undefined} got @param {number} limit @param {number} [digits] */
function goal(what, got = NaN, limit, digits = 0) {
	return { what, got, limit, digits, met: got <= limit };
}
