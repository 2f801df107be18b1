/** Thrown only at the start. Its message is printed without a stack, for the person at the terminal. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
}
