import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CA_PATH } from '../../../src/bin/lib/devices.mjs';
import { TOKEN_PATH } from '../../../src/lib/api/token';
import { ROOT } from './folders';
import { DOCUMENT, http } from './http';

/** What pages fetch of themselves, written at the build. */
const OF_PAGES = '/inspect/';

/** The methods of each route that is no page, from its `+server.ts`. */
function routes(): Record<string, string[]> {
	const folder = join(ROOT.pathname, 'src/routes');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('+server.ts')
	);
	const found = files.map((file): [string, string[]] => {
		const path = `/${file.replace('/+server.ts', '').replace(/\[(\w+)(=\w+)?\]/g, '{$1}')}`;
		const methods = readFileSync(join(folder, file), 'utf8').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g);
		return [path, [...methods].map(([, method = '']) => method.toLowerCase())];
	});
	return Object.fromEntries(found.filter(([path]) => !path.startsWith(OF_PAGES)));
}

it('the OpenAPI file is JSON', () => {
	expect(JSON.parse(http())).toEqual(DOCUMENT);
});

it('the OpenAPI file has every route with its methods, the CA and the tokens that are no routes, and nothing else', () => {
	const described = Object.entries(DOCUMENT.paths).map(([path, methods]) => [path, Object.keys(methods)]);
	expect(Object.fromEntries(described)).toEqual({
		...routes(),
		[CA_PATH]: ['get'],
		[TOKEN_PATH]: ['post']
	});
});
