/**
 * `npm run bench:media`: measures picture and sound of a clip that is known, between browsers on an emulated network, of this app, of
 * this app before, of a bare RTCPeerConnection and of PeerJS, and says which goals are met. It needs root on Linux and takes about a
 * quarter of an hour a round. `npm run bench:media size loss` measures these parts only, `-- --rounds 7` so many rounds, and
 * `-- --before <commit>` compares with another commit. Like `npm run bench` it does not fail when a goal is missed.
 */
import { parseArgs } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, CommandError } from '../../src/bin/lib/project.mjs';
import { benchmark, roundsOf } from './lib/benchmark.mjs';
import { obstacle } from './lib/network.mjs';
import { BEFORE_COMMIT, buildBefore } from './media/before.mjs';

/** Milliseconds of a round. */
const ROUND_WITHIN = 1_500_000;

await command(async () => {
	const { values, positionals } = parseArgs({
		options: { rounds: { type: 'string' }, before: { type: 'string', default: BEFORE_COMMIT } },
		allowPositionals: true
	});
	const rounds = roundsOf(values.rounds, 1);
	const why = obstacle();
	if (why !== null) throw new CommandError(`Picture and sound need an emulated network, and ${why}.`);
	await benchmark({ name: 'media', within: rounds * ROUND_WITHIN }, async ({ chromiumPath, closers, signal }) => {
		// Imported only now, because they import packages.
		const { openStage } = await import('./lib/stage.mjs');
		const { buildEye } = await import('./media/eye/build.mjs');
		const { writeClip } = await import('./media/clip/files.mjs');
		const { measureMedia } = await import('./media/measure.mjs');
		const { PARTS } = await import('./media/parts/index.mjs');
		const { goalsOf, partTable, printMediaGoals } = await import('./media/report.mjs');
		const parts = positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
		const unknown = positionals.find((name) => !PARTS.some((part) => part.name === name));
		if (unknown !== undefined)
			throw new CommandError(`There is no part ${unknown}: only ${PARTS.map(({ name }) => name).join(', ')}.`);

		const before = await buildBefore(closers, values.before);
		const folder = await mkdtemp(join(tmpdir(), 'call-clip-'));
		closers.add(() => rm(folder, { recursive: true, force: true }));
		const clip = await writeClip(folder);
		const flags = (/** @type {string} */ sound) => [
			`--use-file-for-fake-video-capture=${clip.video}`,
			`--use-file-for-fake-audio-capture=${sound}`,
			'--disable-gpu'
		];
		const stage = await openStage(closers, {
			chromiumPath,
			emulated: true,
			before,
			flags: { A: flags(clip.sound), B: flags(clip.silence) },
			script: await buildEye()
		});
		const { figures, failures } = await measureMedia(stage, { parts, rounds, signal });
		for (const part of parts) console.log(`\n${part.title}\n\n${partTable(part, figures)}`);
		const goals = goalsOf(parts, figures);
		printMediaGoals(goals, failures);
		return { before: values.before, rounds, goals, failures, raw: figures };
	});
});
