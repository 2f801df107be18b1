/** @param {readonly number[]} values */
export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const high = sorted[middle] ?? NaN;
	return sorted.length % 2 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}

/** The slope of y over x, by least squares. @param {readonly (readonly [x: number, y: number])[]} points */
export function slope(points) {
	const mean = (/** @type {0 | 1} */ axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
	const [mx, my] = [mean(0), mean(1)];
	const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
	return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

/** @param {number} value @param {number} [digits] */
export const show = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '—');

/** A table of text, numbers aligned to the right. @param {readonly (readonly string[])[]} rows the first is the head */
export function table(rows) {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
	const line = (/** @type {readonly string[]} */ row) =>
		row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
	const [head = [], ...body] = rows;
	return [line(head), widths.map((width) => '─'.repeat(width)).join('──'), ...body.map(line)].join('\n');
}
