/**
 * The proxies of Debian, with the settings of `deploy/` but for names, ports and certificates. Below a path, with the changes that
 * `docs/deploy.md` names.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { installOnDebian } from '../../../src/bin/lib/browsers.mjs';
import { makeCA, makeCertificate } from '../../../src/bin/lib/certificate.mjs';

export const PROXIES = ['nginx', 'caddy'] as const;
export type ProxyName = (typeof PROXIES)[number];

const lacking = () => PROXIES.filter((name) => spawnSync('which', [name]).status !== 0);

/** Why these tests can't run here, in words; null when they can. What Debian has is installed. */
export async function obstacle(): Promise<string | null> {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'they need root on Linux';
	if (lacking().length > 0) await installOnDebian(...lacking());
	return lacking().length > 0 ? `they need ${lacking().join(', ')}` : null;
}

const ours = (file: string) => readFileSync(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8');

/**
 * Below `path`, with `other`, a host and a port, at all other paths. `cache`: nginx keeps what it has got. `apps`: hosts and ports of
 * several processes, of which nginx chooses one for each room.
 */
export type Place = { path?: string; other?: string; cache?: boolean; apps?: [string, string] };

export interface Proxy {
	/** Reads its settings again. */
	reload(): void;
}

/** Starts a proxy on `port` with TLS, in front of `app`, which is a host and a port. */
export async function startProxy(name: ProxyName, port: number, app: string, place: Place = {}): Promise<Proxy> {
	const folder = mkdtempSync(join(tmpdir(), `video-call-${name}-`));
	const [command, env] = name === 'nginx' ? await nginx(folder, port, app, place) : caddy(folder, port, app, place);
	const child = spawn(command[0] ?? '', command.slice(1), {
		env: { PATH: process.env.PATH, ...env },
		stdio: 'ignore'
	});
	onTestFinished(async () => {
		child.kill('SIGTERM');
		if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
		rmSync(folder, { recursive: true, force: true });
	});
	return { reload: () => void child.kill('SIGHUP') };
}

/** For whoever wants one: the app says of pages only what they depend on. */
const CACHE = 'proxy_cache pages; proxy_cache_valid 200 1m; add_header X-Cache $upstream_cache_status;';

type Started = [command: string[], env: Record<string, string>];

async function nginx(
	folder: string,
	port: number,
	app: string,
	{ path = '', other, cache = false, apps }: Place
): Promise<Started> {
	const { key, cert } = await makeCertificate(await makeCA());
	writeFileSync(join(folder, 'key.pem'), key);
	writeFileSync(join(folder, 'cert.pem'), cert);
	const site = ours('nginx.conf')
		.replace(/server \{\n\tlisten 80;[^}]*\}/, '')
		.replace(/^\tlisten \[::\].*$/m, '')
		.replace('listen 443', `listen 127.0.0.1:${port}`)
		.replace(/ssl_certificate .*;/, `ssl_certificate ${folder}/cert.pem;`)
		.replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${folder}/key.pem;`)
		.replaceAll('call.example.org', 'localhost')
		.replace('127.0.0.1:3000', apps ? 'video_call' : app)
		.replace(
			'location / {',
			() =>
				`${other === undefined ? '' : `location / { proxy_pass http://${other}; }`} location ${path}/ { ${cache ? CACHE : ''}`
		);
	const group = apps
		? ours('nginx-rooms.conf').replace('127.0.0.1:3000', apps[0]).replace('127.0.0.1:3001', apps[1])
		: '';
	const main = [
		...[
			'daemon off;',
			'user root;',
			`pid ${folder}/pid;`,
			'error_log stderr crit;',
			'worker_processes 2;',
			'worker_shutdown_timeout 1s;'
		],
		`events {} http { access_log off; proxy_cache_path ${folder}/cache keys_zone=pages:1m; ${group} ${site} }`
	];
	writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
	return [['nginx', '-e', 'stderr', '-c', join(folder, 'nginx.conf')], {}];
}

/** For `localhost` Caddy makes a certificate of its own. */
function caddy(folder: string, port: number, app: string, { path, other }: Place): Started {
	const options =
		'{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n';
	const site =
		path === undefined
			? ours('Caddyfile')
			: ours('Caddyfile').replace(
					'reverse_proxy ',
					`redir ${path} ${path}/\n\treverse_proxy ${other ?? ''}\n\treverse_proxy ${path}/* `
				);
	const file = join(folder, 'Caddyfile');
	writeFileSync(file, options + site);
	mkdirSync(join(folder, 'home'));
	const env = { DOMAIN: `https://localhost:${port}`, APP: app, HOME: join(folder, 'home') };
	return [['caddy', 'run', '--adapter', 'caddyfile', '--config', file], env];
}
