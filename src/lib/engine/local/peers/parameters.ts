/** What a sender is told of how to send. */

/** In Chromium also key frames: https://w3c.github.io/webrtc-extensions/#rtcrtpencodingparameters-0 */
type Options = RTCSetParameterOptions & { encodingOptions: { keyFrame: boolean }[] };
type Changed = [parameters: RTCRtpSendParameters, options?: Options];

/** Those under way. */
const changes = new WeakMap<RTCRtpSender, Promise<void>>();

/** One change after another: one that was read while another was under way would undo it. */
export function changeParameters(sender: RTCRtpSender, change: (now: RTCRtpSendParameters) => Changed): Promise<void> {
	const make = () => sender.setParameters(...change(sender.getParameters()));
	const made = changes.get(sender)?.then(make) ?? new Promise<void>((resolve) => resolve(make()));
	const done = () => {
		if (changes.get(sender) === settled) changes.delete(sender);
	};
	const settled = made.then(done, done);
	changes.set(sender, settled);
	return made;
}
