/** Everything it shows happens in browsers, so the server has nothing to render. */
export const ssr = false;
