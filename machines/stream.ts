/** Stream IDs say whose stream it is and what it shows; ZEGO allows digits, letters, `-` and `_`, at most 256 bytes. */

export type StreamSource = 'camera' | 'screen';

export const streamIDOf = (userID: string, source: StreamSource): string => `${userID}_${source}`;

export const sourceOf = (streamID: string): StreamSource => (streamID.endsWith('_screen') ? 'screen' : 'camera');
