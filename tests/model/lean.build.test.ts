/** What the build leaves out of the scripts for browsers, and that nothing else is lost. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transformWithOxc } from 'vite';
import { withoutExplanations } from '../../src/vite/charts.plugin.mjs';
import { withTextsInside } from '../../src/vite/messages.plugin.mjs';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('a chart without its explanations', () => {
	const lean = async (path: string) => withoutExplanations((await transformWithOxc(read(path), path)).code);

	it('has no description of a state and no reason why an event is not heeded, and all the rest', async () => {
		const code = await lean('machines/device.machine.ts');
		expect(code).not.toContain('Nothing of the device is sent');
		expect(code).not.toContain('a device that is open reports its loss');
		expect(code).not.toContain('description');
		const [described, bare] = [read('machines/device.machine.ts'), code].map((text) => text.match(/target: /g)?.length);
		expect(bare).toBe(described);
	});

	it('is as it was where there are none', async () => {
		const { code } = await transformWithOxc(read('machines/room.reason.ts'), 'room.reason.ts');
		expect(withoutExplanations(code)).toBe(code);
	});
});

describe('a message', () => {
	const outdir = mkdtempSync(join(tmpdir(), 'messages-'));
	const compiled = (name: string) => readFileSync(join(outdir, `messages/${name}.js`), 'utf8');
	beforeAll(() => compile({ project: './project.inlang', outdir }));
	afterAll(() => rmSync(outdir, { recursive: true }));

	it('has its texts where they are chosen', () => {
		const code = withTextsInside(compiled('start_call'));
		expect(code).toMatch(/=== "en"\) return `Start call`\s*return `开始通话`/);
		expect(code).not.toContain('const en_');
	});

	it('with inputs stays as it is', () => {
		const code = compiled('notice_joined');
		expect(withTextsInside(code)).toBe(code);
	});
});
