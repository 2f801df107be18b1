/**
 * Loads the charts before any test, so that a mutant in their structure is covered by every test and not by the first alone.
 * `loads.test.ts` reports a chart that cannot be loaded.
 */
export const charts = await import('../charts').catch(() => null);
