import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare } from '../../src/lib/inspect/recording/compare';
import { textOf } from '../../src/lib/inspect/recording/fixture';
import { readRecording } from '../../src/lib/inspect/recording/recording';
import { renewed } from './recordings/renew';

const FOLDER = join(import.meta.dirname, 'recordings');

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))(
	'the charts do what they did when %s was recorded (recordings/README.md says how to renew it)',
	async (name) => {
		const file = join(FOLDER, name);
		const read = readRecording(readFileSync(file, 'utf8'));
		if (!('recording' in read)) return expect.fail(`${read.problem} ${read.where}`);
		// The file snapshot shows each entry that differs, and `--update` renews it. Added and removed fields need neither.
		if (compare(read.recording).differences.length > 0) {
			await expect(textOf(renewed(read.recording))).toMatchFileSnapshot(file);
		}
	}
);
