/** Prints how much a test has covered. */
export function count(subject: string, numbers: Record<string, number>): void {
	const text = Object.entries(numbers).map(([what, number]) => `${number.toLocaleString('en')} ${what}`);
	process.stdout.write(`${subject}: ${text.join(', ')}\n`);
}
