import type { EngineProfile } from '../api/profile';
import type { Config } from './config';

/** The part of the configuration that every page is told. */
export const profileOf = ({
	engine,
	appID,
	server,
	videoCodec,
	iceTransportPolicy,
	access
}: Config): EngineProfile => ({
	engine,
	appID,
	server,
	videoCodec,
	iceTransportPolicy,
	...(access && { login: { url: access.url } })
});
