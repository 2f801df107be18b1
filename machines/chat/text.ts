/** What can be sent: ZEGO takes 1,024 bytes (UTF-8), of which a message's ID takes 37. */
export const MESSAGE_BYTES = 960;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export const isTooLong = (text: string): boolean => bytesOf(text) > MESSAGE_BYTES;

export const isSendable = (text: string): boolean => text.trim() !== '' && !isTooLong(text);
