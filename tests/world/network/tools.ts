/** What two homes behind NATs need of the machine. */
import { spawnSync } from 'node:child_process';
import { installOnDebian } from '../../../src/bin/lib/browsers.mjs';

/** Debian's packages, by the program that is needed of each. */
const PACKAGES = { ip: 'iproute2', iptables: 'iptables', turnserver: 'coturn' } as const;

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const lacking = () => Object.entries(PACKAGES).flatMap(([program, name]) => (succeeds('which', program) ? [] : [name]));

/** Why these tests can't run here, in words; null when they can. What Debian has is installed. */
export async function obstacle(): Promise<string | null> {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'they need root on Linux';
	if (lacking().length > 0) await installOnDebian(...lacking());
	if (lacking().length > 0) return `they need ${lacking().join(', ')}`;
	const trial = `call-${process.pid}-trial`;
	const works =
		succeeds('ip', 'netns', 'add', trial) && succeeds('ip', 'netns', 'exec', trial, 'iptables', '-t', 'nat', '-L');
	spawnSync('ip', ['netns', 'del', trial]);
	return works ? null : 'this machine makes no network namespaces';
}
