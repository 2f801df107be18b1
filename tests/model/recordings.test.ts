import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare } from '../../src/lib/inspect/recording/compare';
import { textOf } from '../../src/lib/inspect/recording/fixture';
import { read } from './harness/recorded';
import { renewed } from './recordings/renew';

const FOLDER = join(import.meta.dirname, 'recordings');

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))(
	'the charts do what they did when %s was recorded (`npm run draw` renews it)',
	async (name) => {
		const file = join(FOLDER, name);
		const recording = read(readFileSync(file, 'utf8'));
		// The file snapshot shows each entry that differs, and `--update` renews it. Added and removed fields need neither.
		if (compare(recording).differences.length > 0) {
			await expect(textOf(renewed(recording))).toMatchFileSnapshot(file);
		}
	}
);
