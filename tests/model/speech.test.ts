/** From loudness to whether somebody speaks. */
import { describe, expect, it } from 'vitest';
import { DECIBELS, Speech, Voices, ZEGO_LEVELS } from '../../src/lib/engine/speech';

const LOUD = -30;
const SILENT = -Infinity;

/** One look every 100 ms; returns when it changed, and to what. */
function changes(...levels: number[]): [at: number, speaking: boolean][] {
	const speech = new Speech(DECIBELS);
	return levels.flatMap((level, index): [number, boolean][] =>
		speech.look(level, index * 100) ? [[index * 100, speech.speaking]] : []
	);
}
const times = (count: number, level: number) => Array.from({ length: count }, () => level);

describe('somebody speaks', () => {
	it('from the second loud look in a row on, so that a knock is not a voice', () => {
		expect(changes(LOUD, SILENT, LOUD, SILENT, LOUD)).toEqual([]);
		expect(changes(SILENT, LOUD, LOUD, LOUD)).toEqual([[200, true]]);
	});

	it('until there was silence for longer than people pause, and then begins anew', () => {
		expect(changes(LOUD, LOUD, ...times(7, SILENT), LOUD, ...times(8, SILENT), LOUD, LOUD)).toEqual([
			[100, true],
			[1_700, false],
			[1_900, true]
		]);
	});

	it('and goes on while it is a little quieter, but does not begin so', () => {
		const between = (DECIBELS.begins + DECIBELS.goesOn) / 2;
		expect(changes(...times(20, between))).toEqual([]);
		expect(changes(LOUD, LOUD, ...times(20, between))).toEqual([[100, true]]);
		expect(changes(...times(20, DECIBELS.goesOn - 0.1), LOUD, LOUD).length).toBe(1);
	});
});

it('each stream is told of once when it begins and once when it ends, and anew when it was gone', () => {
	const told: string[] = [];
	const voices = new Voices(ZEGO_LEVELS, (id, speaking) => told.push(`${id} ${speaking ? 'speaks' : 'is quiet'}`));
	let now = 0;
	const look = (levels: Record<string, number>) => voices.look(new Map(Object.entries(levels)), (now += 500));
	look({ ann: 40, bob: 3 });
	look({ ann: 40, bob: 3 });
	look({ ann: 30, bob: 3 });
	expect(told).toEqual(['ann speaks']);
	look({ bob: 3 });
	look({ ann: 40, bob: 12 });
	look({ ann: 40, bob: 12 });
	expect(told).toEqual(['ann speaks', 'ann speaks', 'bob speaks']);
	look({ ann: 40, bob: 0 });
	look({ ann: 40, bob: 0 });
	expect(told.slice(3)).toEqual(['bob is quiet']);
});
