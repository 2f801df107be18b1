/** What an early connection is told. */
import type { Assert, IsJson } from '../../../../../machines/json';

/** `offerID`: of the parked offer that it began with. */
export type EarlyInput = { offerID: string };
export type EarlyContext = EarlyInput;
export type EarlyEvent = { type: `connection.${RTCPeerConnectionState}` };
export type ContextIsJson = Assert<IsJson<EarlyContext>>;
