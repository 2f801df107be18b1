/** Builds an older commit of this app in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from '../../../src/bin/lib/install.mjs';
import { CommandError, root } from '../../../src/bin/lib/project.mjs';

/** The last commit before video was sent as large as it is shown. */
export const BEFORE_COMMIT = 'ecc55af';

/** @param {string[]} args */
function git(...args) {
	const { status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	return status === 0 ? null : stderr || 'there is no git here';
}

/** @param {import('../lib/closers.mjs').Closers} closers @param {string} commit @returns {Promise<string>} the folder */
export async function buildBefore(closers, commit) {
	if (git('cat-file', '-e', `${commit}^{commit}`) !== null)
		throw new CommandError(
			`There is no commit ${commit} here, with which this app is compared: fetch the whole history ` +
				`(git fetch --unshallow), or name another commit with --before.`
		);
	const parent = await mkdtemp(join(tmpdir(), 'call-before-'));
	const folder = join(parent, 'app');
	closers.add(async () => {
		git('worktree', 'remove', '--force', folder);
		await rm(parent, { recursive: true, force: true });
	});
	const refused = git('worktree', 'add', '--detach', folder, commit);
	if (refused !== null) throw new CommandError(`Commit ${commit} could not be checked out: ${refused}`);
	// It takes our packages if it has the same ones, and installs its own otherwise.
	const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
	const record = join(root, 'node_modules/.package-lock.json');
	if (existsSync(record) && isInstalled(read(join(folder, 'package-lock.json')), read(record)))
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
	console.log(`Building commit ${commit}… (takes about a minute)`);
	const built = spawnSync(process.execPath, ['src/bin/build.mjs'], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	if (built.status !== 0) throw new CommandError(`Commit ${commit} could not be built.`);
	return folder;
}
