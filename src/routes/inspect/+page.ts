/** It shows what happens in browsers: there is nothing of it to render on a server. */
export const ssr = false;
