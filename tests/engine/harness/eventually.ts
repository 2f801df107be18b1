import { vi } from 'vitest';

/** As long as anything may take on a busy machine (ms). */
export const PATIENCE = 20_000;

/** Once it passes. Vitest's own `waitFor` gives up after a second, which promises more than the test means to. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: PATIENCE });
