/** The tiles of a call, for any number of people and screens, on any display. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange, frame, linesFor, type Box, type Role, type Size } from '../../../src/lib/ui/arrange';

const DISPLAYS = { phone: [366, 690], 'phone on its side': [730, 330], laptop: [1334, 610] } as const;
const people = (count: number): Role[] => Array.from({ length: count }, () => 'person' as const);
const area = ({ width, height }: Box) => width * height;
const overlap = (a: Box, b: Box) =>
	Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.01 &&
	Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.01;

const displays = fc.record({ width: fc.integer({ min: 280, max: 2560 }), height: fc.integer({ min: 240, max: 1440 }) });
const tiles = fc
	.record({ people: fc.integer({ min: 0, max: 12 }), screens: fc.integer({ min: 0, max: 3 }) })
	.map(({ people: count, screens }): Role[] => [
		...Array.from({ length: screens }, () => 'screen' as const),
		...people(count)
	]);

describe('the stage', () => {
	test('keeps every tile inside and apart from the others', () => {
		fc.assert(
			fc.property(displays, tiles, (size, roles) => {
				const boxes = arrange(size, roles);
				expect(boxes).toHaveLength(roles.length);
				for (const [index, box] of boxes.entries()) {
					expect(box.width).toBeGreaterThan(0);
					expect(box.x).toBeGreaterThanOrEqual(-0.01);
					expect(box.y).toBeGreaterThanOrEqual(-0.01);
					expect(box.x + box.width).toBeLessThanOrEqual(size.width + 0.01);
					expect(box.y + box.height).toBeLessThanOrEqual(size.height + 0.01);
					for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
				}
			})
		);
	});

	test('gives everyone the same size', () => {
		fc.assert(
			fc.property(displays, fc.integer({ min: 1, max: 12 }), (size, count) => {
				const sizes = new Set(arrange(size, people(count)).map(({ width, height }) => `${width}×${height}`));
				expect(sizes.size).toBe(1);
			})
		);
	});

	describe.each(Object.entries(DISPLAYS))('of a %s', (_, [width, height]) => {
		test.each([1, 2, 3, 4, 5, 6, 7, 8])('is well used by %i', (count) => {
			const used = arrange({ width, height }, people(count)).reduce((sum, box) => sum + area(box), 0);
			expect(used / (width * height)).toBeGreaterThan(0.55);
		});

		test.each([1, 3, 7])('shows a screen larger than any of %i people', (count) => {
			const [screen, ...rest] = arrange({ width, height }, ['screen', ...people(count)]);
			for (const person of rest) expect(area(person)).toBeLessThan(screen ? area(screen) : 0);
		});

		test('has my own picture inside the only other one', () => {
			const [other, mine] = arrange({ width, height }, ['person', 'inset']);
			if (!other || !mine) throw new Error('Two tiles were asked for.');
			expect(mine.x).toBeGreaterThan(other.x);
			expect(mine.y).toBeGreaterThan(other.y);
			expect(mine.x + mine.width).toBeLessThan(other.x + other.width);
			expect(mine.y + mine.height).toBeLessThan(other.y + other.height);
			expect(area(mine)).toBeLessThan(area(other) / 4);
		});
	});
});

describe('a picture in its tile', () => {
	/** The share of the picture that is not cropped, when it fills its part of the tile. */
	const seen = (tile: Size, picture: Size) => {
		const part = frame(tile, picture);
		const shape = (tile.width * part.width) / (tile.height * part.height);
		const whole = picture.width / picture.height;
		return Math.min(shape / whole, whole / shape);
	};
	const sizes = fc.record({ width: fc.integer({ min: 16, max: 3840 }), height: fc.integer({ min: 16, max: 3840 }) });

	test('is seen to three quarters at least, and fills the tile in one direction', () => {
		fc.assert(
			fc.property(sizes, sizes, (tile, picture) => {
				expect(seen(tile, picture)).toBeGreaterThan(0.749);
				const { width, height } = frame(tile, picture);
				expect(Math.max(width, height)).toBeCloseTo(1, 6);
				expect(Math.min(width, height)).toBeGreaterThan(0);
			})
		);
	});

	test('fills it wholly where no more than a quarter is cropped', () => {
		expect(frame({ width: 400, height: 300 }, { width: 640, height: 360 })).toEqual({ width: 1, height: 1 });
		expect(frame({ width: 320, height: 180 }, { width: 640, height: 360 })).toEqual({ width: 1, height: 1 });
	});

	test('of a phone held upright is a column in a wide tile, and fills it when the phone is turned', () => {
		const laptop = { width: 1120, height: 630 };
		expect(frame(laptop, { width: 360, height: 640 })).toEqual({ width: expect.closeTo(0.4219, 3), height: 1 });
		expect(frame(laptop, { width: 640, height: 360 })).toEqual({ width: 1, height: 1 });
	});

	test('has the whole tile to itself before its size is known', () => {
		expect(frame({ width: 400, height: 300 }, { width: 0, height: 0 })).toEqual({ width: 1, height: 1 });
		expect(frame({ width: 0, height: 0 }, { width: 640, height: 360 })).toEqual({ width: 1, height: 1 });
	});
});

describe('the lines that a picture needs', () => {
	const laptop = { width: 1_280, height: 720 };
	const phone = { width: 720, height: 1_280 };

	test.each([
		['of its box', { width: 640, height: 360 }, laptop, 1, 360],
		['of a box that crops its sides', { width: 300, height: 400 }, laptop, 1, 400],
		['of a box that crops its top', { width: 640, height: 200 }, laptop, 1, 360],
		['before it has come, as of a wide one', { width: 640, height: 200 }, { width: 0, height: 0 }, 1, 360],
		['of an upright one, by its shorter side', { width: 300, height: 400 }, phone, 1, 300],
		['on a screen with two dots to the pixel', { width: 640, height: 360 }, laptop, 2, 360],
		['on a screen with three', { width: 640, height: 360 }, laptop, 3, 720],
		['up to tens', { width: 321, height: 181 }, laptop, 1, 190],
		['of a box that is not there yet', { width: 0, height: 0 }, laptop, 1, 0]
	])('are those %s', (_, box, picture, density, lines) => {
		expect(linesFor(box, picture, density)).toBe(lines);
	});
});
