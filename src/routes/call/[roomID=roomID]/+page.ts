/** A call lives in the browser: there is nothing of it to render on a server. */
export const ssr = false;
