/** Type-level proof that a context is plain JSON: what makes recording, replay and resume possible. */

type Leaf = string | number | boolean | null | undefined;

export type IsJson<T> = [T] extends [Leaf]
	? true
	: T extends Leaf
		? true
		: T extends (...args: never[]) => unknown
			? false
			: T extends object
				? false extends { [K in keyof T]-?: IsJson<T[K]> }[keyof T]
					? false
					: true
				: false;

export type Assert<T extends true> = T;
