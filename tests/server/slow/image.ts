/**
 * A Dockerfile without a container engine: each stage is a folder, into which its COPY lines copy, and where its RUN lines run. It knows
 * only the instructions that our file has, and none of the base image: Node is this machine's.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';

interface Stage {
	readonly folder: string;
	readonly env: Record<string, string>;
	workdir: string;
	user: string | null;
}

/** Of a command in JSON. */
const words = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
/** Whoever is not root; the image has its own name for it. */
const NOBODY = 65_534;

export class Image {
	readonly #context: string;
	readonly #folder = mkdtempSync(join(tmpdir(), 'video-call-image-'));
	readonly #stages = new Map<string, Stage>();
	/** The commands that the image runs, by instruction. */
	readonly #commands = new Map<string, string[]>();
	#last: Stage | null = null;

	/** `context`: the folder with the Dockerfile. */
	constructor(context: string) {
		this.#context = context;
		chmodSync(this.#folder, 0o755);
	}

	async build(): Promise<void> {
		const text = readFileSync(join(this.#context, 'Dockerfile'), 'utf8');
		for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
			const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
			await this.#perform(instruction, rest);
		}
	}

	/** The folder of the last stage, as the app sees it. */
	get workdir(): string {
		const { folder, workdir } = this.#stage;
		return join(folder, workdir);
	}

	commandOf(what: 'CMD' | 'HEALTHCHECK'): readonly string[] {
		return this.#commands.get(what) ?? [];
	}

	/** Starts what CMD or HEALTHCHECK say, or another script, as the user of the image. */
	start(what: 'CMD' | 'HEALTHCHECK' | `${string}.mjs`, env: Record<string, string> = {}): ChildProcess {
		const [, ...args] = this.#commands.get(what) ?? ['node', what];
		const { user, env: own } = this.#stage;
		if (user === null || user === 'root') throw new Error('the image runs as root');
		const isRoot = process.getuid?.() === 0;
		return spawn(process.execPath, args, {
			cwd: this.workdir,
			env: { ...own, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			...(isRoot && { uid: NOBODY, gid: NOBODY })
		});
	}

	remove(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}

	get #stage(): Stage {
		if (!this.#last) throw new Error('no FROM yet');
		return this.#last;
	}

	#perform(instruction: string, rest: string): void | Promise<void> {
		switch (instruction) {
			case 'FROM':
				return this.#from(/ AS (\w+)$/.exec(rest)?.[1] ?? 'last');
			case 'WORKDIR':
				this.#stage.workdir = rest;
				return void mkdirSync(this.workdir, { recursive: true });
			case 'ARG':
				// None is given.
				this.#stage.env[rest] = '';
				return;
			case 'ENV': {
				const [name = '', value = ''] = rest.split('=');
				this.#stage.env[name] = value.replace(/\$(\w+)/g, (_, arg: string) => this.#stage.env[arg] ?? '');
				return;
			}
			case 'COPY':
				return this.#copy(rest.split(' '));
			case 'RUN':
				return this.#run(rest);
			case 'USER':
				this.#stage.user = rest;
				return;
			case 'EXPOSE':
				return;
			case 'HEALTHCHECK':
			case 'CMD':
				return void this.#commands.set(instruction, v.parse(words, rest.slice(rest.indexOf('['))));
			default:
				throw new Error(`unknown instruction: ${instruction} ${rest}`);
		}
	}

	#from(name: string): void {
		this.#last = { folder: join(this.#folder, name), env: {}, workdir: '/', user: null };
		this.#stages.set(name, this.#last);
	}

	#copy(args: string[]): void {
		const from = args[0]?.startsWith('--from=') ? args.shift()?.slice('--from='.length) : undefined;
		const to = args.pop() ?? '';
		for (const source of args) {
			const isFolder = to.endsWith('/');
			const target = join(this.workdir, isFolder ? join(to, basename(source)) : to);
			if (from === undefined) this.#copyFromContext(source, target);
			else
				cpSync(join(this.#stages.get(from)?.folder ?? '', source), target, { recursive: true, verbatimSymlinks: true });
		}
	}

	#copyFromContext(source: string, target: string): void {
		const ignored = readFileSync(join(this.#context, '.dockerignore'), 'utf8').trim().split('\n');
		const filter = (path: string) => !ignored.includes(relative(this.#context, path));
		const path = join(this.#context, source);
		if (!existsSync(path)) throw new Error(`COPY finds no ${source}`);
		cpSync(path, target, { recursive: true, filter });
	}

	/** npm takes the packages from its cache, and only those that it lacks from the registry. */
	async #run(script: string): Promise<void> {
		const { PATH = '', HOME = '' } = process.env;
		const env = { PATH, HOME, npm_config_prefer_offline: 'true', ...this.#stage.env };
		await promisify(execFile)('sh', ['-c', script], { cwd: this.workdir, env });
	}
}
