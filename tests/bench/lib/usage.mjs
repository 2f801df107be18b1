/** What processes use, by Linux' own table. */
import { readFileSync } from 'node:fs';

/** Time on a processor in ms: proc(5), utime and stime, which are in hundredths of a second. @param {string} stat */
function cpuIn(stat) {
	const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory in bytes, and time on a processor in ms. @param {number | undefined} pid */
export function usageOf(pid) {
	const memory = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
	return { memory, cpu: cpuIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) };
}

/** Milliseconds that these processes have spent on processors: pages only, and all of them. @param {readonly number[]} pids */
export function cpuOf(pids) {
	const found = pids.map((pid) => {
		try {
			const isPage = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
			return { isPage, cpu: cpuIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) };
		} catch {
			// It has ended in the meantime.
			return { isPage: false, cpu: 0 };
		}
	});
	const sum = (/** @type {typeof found} */ list) => list.reduce((total, { cpu }) => total + cpu, 0);
	return { pages: sum(found.filter(({ isPage }) => isPage)), all: sum(found) };
}
