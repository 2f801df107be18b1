/** The height to send for the height at which a picture is shown to the only other person. */
const RUNGS = [
	{ upTo: 110, height: 90 },
	{ upTo: 200, height: 180 },
	{ upTo: 400, height: 360 },
	{ upTo: 600, height: 540 },
	{ upTo: Infinity, height: 720 }
];

/** @param {number} needed */
export const rungOf = (needed) => RUNGS.find(({ upTo }) => needed <= upTo)?.height ?? NaN;
