/** What people write, as ZEGO carries it: a message begins with its ID, so that nobody is shown it twice that was sent again. */
import * as v from 'valibot';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_LENGTH = 36;

const ours = v.pipe(
	v.string(),
	v.check((message) => message[ID_LENGTH] === ' ' && UUID.test(message.slice(0, ID_LENGTH))),
	v.transform((message) => ({ messageID: message.slice(0, ID_LENGTH), text: message.slice(ID_LENGTH + 1) }))
);

export const packed = (messageID: string, text: string): string => `${messageID} ${text}`;

/** Other apps in the room send the bare text: `zegoID` is its number at ZEGO. */
export function unpacked(message: string, zegoID: number): { messageID: string; text: string } {
	const result = v.safeParse(ours, message);
	return result.success ? result.output : { messageID: `zego-${zegoID}`, text: message };
}
