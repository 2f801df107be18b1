/** Where each of the nine reasons is seen to arrive, engine by engine, and why some never do; the README shows it as a table. */
import type { EngineKind } from '../../../machines/engine';
import { ROOM_REASONS, type RoomReason } from '../../../machines/room.reason';

/** The files beside this one. */
export type ContractFile = 'login' | 'streams' | 'lost' | 'leave' | 'chat';
type Sighting = { readonly in: ContractFile; readonly never?: Partial<Record<EngineKind, string>> };

export const SIGHTINGS: Record<RoomReason, Sighting> = {
	LOGINING: { in: 'login' },
	LOGINED: { in: 'login' },
	LOGIN_FAILED: { in: 'login' },
	RECONNECTING: { in: 'lost' },
	RECONNECTED: { in: 'lost' },
	RECONNECT_FAILED: { in: 'lost' },
	KICKOUT: { in: 'lost' },
	LOGOUT: { in: 'leave' },
	LOGOUT_FAILED: {
		in: 'leave',
		never: {
			zego: 'the web SDK says `LOGOUT` by itself and never waits for the server',
			simulated: 'only when its script says so'
		}
	}
};

/** What an engine has to be seen telling in a file. */
export const seenIn = (file: ContractFile, kind: EngineKind): RoomReason[] =>
	ROOM_REASONS.filter((reason) => SIGHTINGS[reason].in === file && SIGHTINGS[reason].never?.[kind] === undefined);
