/** It is shown where nothing can be loaded: no scripts. */
export const csr = false;
