/** The one `CallServer` of this process, made from the environment by whoever asks first. */
import { CallServer } from './call.server';
import { readConfig } from './config';
import { keep, present } from './slot';

export const callServer = (): CallServer => present() ?? keep(new CallServer(readConfig(process.env)));
