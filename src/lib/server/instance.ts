import { BASE_PATH } from '../api/base';
import { CallServer } from './call.server';
import { readConfig } from './config';
import { runningCallServer, setCallServer } from './global';

/** This process's `CallServer`, made from the environment on first use. Throws `ConfigError`. */
export const callServer = (): CallServer =>
	runningCallServer() ?? setCallServer(new CallServer(readConfig(process.env, BASE_PATH)));
