/**
 * Loads the charts before any test does: what they do while they are loaded is then every test's business, not only that of
 * the first. One that can't be loaded is told by `loads.test.ts`, which tries again.
 */
export const charts = await import('../charts').catch(() => null);
