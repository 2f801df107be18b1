/** `tests/world/README.md`: which edges of the environment the tests take. */
import { count, ELSEWHERE, excused, EXCUSES, FAULTS, takenBy, takenElsewhere } from '../../world/harness/coverage';
import { edgesOf } from '../../world/harness/edges';
import { MACHINE_NAMES } from '../../world/machines';
import { page, tableOf } from './markdown';

const numberOf = (edges: number): string => (edges === 0 ? '–' : String(edges));

export const world = (): string =>
	page(
		'The environment of a call',
		[
			'Small machines say what can happen to a call from outside: to its devices, pages, network, server, and to the other',
			'person. They know nothing of the app. A play (`plays/`) puts some of them beside what the person does. `@xstate/test` walks',
			'through it, and each step is performed in a real browser (`performers/`). After each step the invariants must hold',
			'(`invariants.ts`). So a fault that somebody reports becomes an edge here, and the tests follow.'
		].join('\n'),
		'How many edges of each machine each play takes. “Other tests” are listed below; a test fails for an edge that is neither taken nor excused.',
		tableOf(
			['machine', 'edges', ...Object.keys(takenBy), 'other tests', 'excused'],
			MACHINE_NAMES.map((machine) => [
				machine,
				String(edgesOf(machine).length),
				...Object.values(takenBy).map((edges) => numberOf(count(machine, edges))),
				numberOf(count(machine, takenElsewhere)),
				numberOf(count(machine, excused))
			])
		),
		...(ELSEWHERE.length === 0
			? []
			: ['## Other tests', listed(ELSEWHERE.map(({ file, test, edges }) => [`\`${file}\`: ${test}`, edges]))]),
		'## Faults that were reported from outside',
		'Each is an edge, or, if it is no matter of the environment, a guard that a test holds.',
		tableOf(
			['fault', 'edges or guard', 'other tests'],
			FAULTS.map(({ fault, edges = [], guard, tests = [] }) => [
				fault,
				guard === undefined ? edges.join('<br>') : `Guard: ${guard}`,
				tests.map(({ file, test }) => `\`${file}\`: ${test}`).join('<br>')
			])
		),
		...(EXCUSES.length === 0 ? [] : ['## Excused', listed(EXCUSES.map(({ why, edges }) => [why, edges]))])
	);

const listed = (rows: [what: string, edges: string[]][]): string =>
	rows.map(([what, edges]) => `- ${what} (${edges.join('; ')})`).join('\n');
