/** Stands in a chart for what the engine's own objects do; they provide it. */
export const unprovided = (): never => {
	throw new Error('not provided');
};
