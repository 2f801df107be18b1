import { measureFullRoom, summariseFullRoom } from './full.room.mjs';
import { goalsOf, printGoals } from './goals.mjs';
import { measureInspector } from './inspector.mjs';
import { joinTable, measureJoins, signallingTable, summariseJoins, summariseSignalling } from './joins.mjs';
import { measureRecorder } from './recorder.mjs';
import { measureRecovery } from './recovery.mjs';
import { recoveryGoals, recoveryTable, serverTable, summariseRecovery } from './recovery.report.mjs';
import { measureSize, sizeTable } from './size.mjs';

/**
 * Measures everything but outages, prints tables and goals, and returns all figures.
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
	printGoals(goals);
	return { emulated, goals, joins: joinSummary, signalling, room, size, inspector, recorder, failures, raw: joins };
}

/**
 * Null where the network can't be emulated.
 * @param {import('./stage.mjs').Stage} stage
 * @param {import('./closers.mjs').Closers} closers
 * @param {{ rounds: number, until: number, signal: AbortSignal }} bounds
 */
export async function measureOutages(stage, closers, bounds) {
	if (!stage.emulated) {
		console.log('Outages are not measured: they need the emulated network.');
		return null;
	}
	const measured = await measureRecovery(stage, closers, bounds);
	for (const failure of measured.failures) console.log(`Failed: ${failure}`);
	const summary = summariseRecovery(measured);
	console.log('\nB loses its network: median ms from its return to the next picture, at a round-trip time of 20 ms\n');
	console.log(recoveryTable(summary));
	console.log('\nThe server is killed for 5 s, and someone joins when it is back; a tab is closed: median ms\n');
	console.log(serverTable(summary));
	const goals = recoveryGoals(summary);
	printGoals(goals);
	return { goals, summary, failures: measured.failures, raw: measured.figures };
}
