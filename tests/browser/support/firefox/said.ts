/** What Firefox itself reports as errors of a page, though no script threw them: of sockets that find no server. */
export const FIREFOX_OFFLINE = [
	/can’t establish a connection to the server/,
	/was interrupted while the page was loading/
];
