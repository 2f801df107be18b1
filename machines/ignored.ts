/** An event that changes nothing in this state, and why. */
export const ignored = <const W extends string>(why: W) => ({ description: why }) as const;
