/** Finds elements of a page as people do: by what they are and what they say. */

/** One step of a search, within what the step before has found. */
export type Step =
	| { by: 'css'; css: string }
	| { by: 'role'; role: string; name: string | null }
	| { by: 'text'; text: string; pattern: string | null; exact: boolean }
	| { by: 'nth'; index: number };

/** Runs in the page: it can use nothing from outside. */
export function find(steps: Step[]): Element[] {
	const ROLES: Record<string, string> = {
		button: 'button, [role=button]',
		combobox: 'select, [role=combobox]',
		dialog: 'dialog, [role=dialog]',
		heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
		link: 'a[href]'
	};
	const normal = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();
	/** The words of a label, without those of what it is the label of. */
	const labelOf = (element: Element) =>
		element instanceof HTMLSelectElement
			? [...(element.labels[0]?.children ?? [])].find((child) => child !== element)?.textContent
			: undefined;
	const nameOf = (element: Element) =>
		normal(element.getAttribute('aria-label') ?? labelOf(element) ?? element.textContent);
	const says = (element: Element, { text, pattern, exact }: Extract<Step, { by: 'text' }>) => {
		const words = normal(element.textContent);
		if (pattern !== null) return new RegExp(pattern).test(words);
		return exact ? words === text : words.toLowerCase().includes(text.toLowerCase());
	};
	const within = (root: Element, step: Exclude<Step, { by: 'nth' }>): Element[] => {
		if (step.by === 'css') return [...root.querySelectorAll(step.css)];
		if (step.by === 'role')
			return [...root.querySelectorAll(ROLES[step.role] ?? `[role=${step.role}]`)].filter(
				(element) => step.name === null || nameOf(element) === step.name
			);
		const saying = [...root.querySelectorAll('body, body *')].filter((element) => says(element, step));
		return saying.filter((element) => !saying.some((other) => other !== element && element.contains(other)));
	};
	return steps.reduce<Element[]>(
		(roots, step) =>
			step.by === 'nth'
				? roots.slice(step.index, step.index + 1)
				: [...new Set(roots.flatMap((root) => within(root, step)))],
		[document.documentElement]
	);
}
