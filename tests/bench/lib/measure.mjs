import { show } from './figures.mjs';
import { measureFullRoom, summariseFullRoom } from './full.room.mjs';
import { goalsOf } from './goals.mjs';
import { measureInspector } from './inspector.mjs';
import { joinTable, measureJoins, signallingTable, summariseJoins, summariseSignalling } from './joins.mjs';
import { measureRecorder } from './recorder.mjs';
import { measureSize, sizeTable } from './size.mjs';

/**
 * Measures everything, prints tables and goals, and returns all figures.
 * @param {import('./stage.mjs').Stage} stage
 * @param {{ rounds: number, until: number, signal: AbortSignal }} bounds
 */
export async function measure(stage, bounds) {
	const { emulated } = stage;
	const { joins, failures } = await measureJoins(stage, bounds);
	for (const failure of failures) console.log(`Failed: ${failure}`);
	const joinSummary = summariseJoins(joins);
	const missing = joinSummary.find(({ joiner }) => joiner.medians.some(Number.isNaN));
	if (missing) throw new Error(`Not measured: ${missing.row}.`);
	const signalling = summariseSignalling(joins);
	const fullRoom = await measureFullRoom(stage);
	const room = summariseFullRoom(fullRoom.messages);
	const size = await measureSize(fullRoom.scripts);
	const inspector = await measureInspector(stage);
	const recorder = await measureRecorder(stage);

	console.log(
		`\nFrom the click to the first remote frame: median ms by RTT, and round trips (R), the slope of the medians\n`
	);
	console.log(joinTable(joinSummary, emulated));
	console.log('\nSignalling of the joiner from the lobby to the first frame, without heartbeats\n');
	console.log(signallingTable(signalling));
	console.log('\nJavaScript\n');
	console.log(sizeTable(size));

	const goals = goalsOf({ joins: joinSummary, signalling, room, size, inspector, recorder, emulated });
	console.log('\nGoals\n');
	for (const { what, got, limit, verdict, digits } of goals) {
		console.log(`${verdict.padEnd(8)} ${what}: ${show(got, digits)}, at most ${limit}`);
	}
	console.log();
	return { emulated, goals, joins: joinSummary, signalling, room, size, inspector, recorder, failures, raw: joins };
}
