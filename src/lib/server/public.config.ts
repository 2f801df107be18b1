/** What a page may know of the configuration. */
import type { EngineKind } from '../../../machines/engine';
import type { Config, IceServer } from './config';
import { callServer } from './instance';

export interface PublicConfig {
	readonly engine: EngineKind;
	readonly appID: number;
	readonly server: string;
	readonly iceServers: readonly IceServer[];
}

export const publicConfigOf = ({ engine, appID, server, iceServers }: Config): PublicConfig => ({
	engine,
	appID,
	server,
	iceServers
});

export const publicConfig = (): PublicConfig => publicConfigOf(callServer().config);
