/** Stands in a chart for an actor or an action that is given with `provide()`. */
export const unprovided = (): never => {
	throw new Error('A chart runs without something that has to be given to it with provide().');
};
