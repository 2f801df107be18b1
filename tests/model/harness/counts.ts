/** What the tests have gone through, in numbers, for whoever runs them. */
export function count(subject: string, numbers: Record<string, number>): void {
	const text = Object.entries(numbers).map(([what, number]) => `${number.toLocaleString('en')} ${what}`);
	process.stdout.write(`${subject}: ${text.join(', ')}\n`);
}
