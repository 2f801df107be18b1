/** Mistakes in a chart or a context that the TypeScript compiler must report. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOM_REASONS } from '../../machines/room.reason';
import { CALL_STATES } from '../../machines/call/states';

const FILE = fileURLToPath(new URL('./uncompiled.ts', import.meta.url));

const OPTIONS: ts.CompilerOptions = {
	strict: true,
	noEmit: true,
	target: ts.ScriptTarget.ES2022,
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	skipLibCheck: true,
	types: []
};

/** The compiler's messages, by line. */
function errorsIn(lines: string[]): Map<number, string> {
	const text = lines.join('\n');
	const host = ts.createCompilerHost(OPTIONS);
	const { getSourceFile, fileExists } = host;
	host.fileExists = (name) => name === FILE || fileExists(name);
	host.getSourceFile = (name, version) =>
		name === FILE ? ts.createSourceFile(name, text, version) : getSourceFile(name, version);
	const program = ts.createProgram([FILE], OPTIONS, host);
	const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
		if (file?.fileName !== FILE)
			throw new Error(`${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
		const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
		return [line, ts.flattenDiagnosticMessageText(messageText, '\n')] as const;
	});
	return new Map(found);
}

const HEAD = [
	`import { everyState } from '../../machines/call/states';`,
	`import type { IsJson, Assert } from '../../machines/json';`
];
const ALL = ROOM_REASONS.map((reason) => `'room.${reason}': {}`);
const LIVING = CALL_STATES.filter((state) => state !== 'destroyed');

const chart = (rows: (state: string) => string[], states: readonly string[] = LIVING, end = `type: 'final'`): string =>
	`everyState({ ${states.map((state) => `${state}: { on: { ${rows(state).join(', ')} } }`).join(', ')}, destroyed: { ${end} } });`;

/** Each snippet is one line. `complains`: what the compiler must report about it; null: nothing. */
const SNIPPETS: { name: string; code: string; complains: RegExp | null }[] = [
	{ name: 'a chart with a decision for every reason in every state', code: chart(() => ALL), complains: null },
	...LIVING.flatMap((state) =>
		ROOM_REASONS.map((reason) => ({
			name: `a chart without ${reason} in ${state}`,
			code: chart((at) => (at === state ? ALL.filter((row) => !row.includes(`room.${reason}'`)) : ALL)),
			complains: new RegExp(`"room\\.${reason}"' is missing`)
		}))
	),
	...LIVING.map((state) => ({
		name: `a chart without ${state}`,
		code: chart(
			() => ALL,
			LIVING.filter((at) => at !== state)
		),
		complains: new RegExp(state)
	})),
	{ name: 'a chart without a final state', code: chart(() => ALL, LIVING, ''), complains: /type/ },
	{
		name: 'an event that no type declares',
		code: chart((state) => (state === 'inCall' ? [...ALL, `'user.leaf': {}`] : ALL)),
		complains: /never/
	},
	{
		name: 'plain data in a context',
		code: 'export type A = Assert<IsJson<{ a: string[]; b?: 1 | null }>>;',
		complains: null
	},
	{ name: 'a function in a context', code: 'export type B = Assert<IsJson<{ a: () => void }>>;', complains: /false/ },
	{
		name: 'an object of the SDK in a context',
		code: 'export type C = Assert<IsJson<{ a: { stop(): void } }>>;',
		complains: /false/
	}
];

describe('the compiler', () => {
	let errors: Map<number, string>;

	beforeAll(() => {
		errors = errorsIn([...HEAD, ...SNIPPETS.map(({ code }) => code)]);
	}, 60_000);

	it.each(SNIPPETS.map((snippet, index) => ({ ...snippet, line: HEAD.length + index })))(
		'$name: complains $complains',
		({ line, complains }) => {
			if (complains === null) expect(errors.get(line)).toBeUndefined();
			else expect(errors.get(line)).toMatch(complains);
		}
	);
});
