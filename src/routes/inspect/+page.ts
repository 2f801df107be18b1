import { layoutFile } from '$lib/inspect/view/files';

/** It shows what happens in browsers: there is nothing of it to render on a server. */
export const ssr = false;

export const load = async () => ({ layouts: await layoutFile() });
