/** What Firefox itself reports as errors of a page, though no script threw them: of sockets that find no server. */
export const FIREFOX_OFFLINE = [
	/can’t establish a connection to the server/,
	/was interrupted while the page was loading/
];

/** Firefox reports as errors of a page what its policy forbids: ZEGO's SDK tries a script that it was once sent, and styles. */
export const FORBIDDEN_IN_FIREFOX =
	/Content-Security-Policy: .* blocked (WebAssembly|a JavaScript eval|an inline (script|style))/;
