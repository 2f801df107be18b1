/** A text with its inputs: `{name} joined`. Those of Paraglide's syntax that have more than inputs are none of ours. */
export const fill = (text: string, inputs: Readonly<Record<string, unknown>>): string =>
	text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
