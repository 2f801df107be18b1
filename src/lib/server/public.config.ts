/** What a page may know of the configuration. */
import type { EngineProfile } from '../api/profile';
import type { Config } from './config';
import { callServer } from './instance';

export const publicConfigOf = ({ engine, appID, server, iceServers }: Config): EngineProfile => ({
	engine,
	appID,
	server,
	iceServers: [...iceServers]
});

export const publicConfig = (): EngineProfile => publicConfigOf(callServer().config);
