import type { Config } from './config';
import { issueToken, verifyToken, type TokenVerdict } from './token04';

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Issues and verifies tokens for one app. */
export class Tokens {
	readonly #config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>;

	constructor(config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>) {
		this.#config = config;
	}

	/** `lifetime` and `expiresIn` are seconds. Nobody gets more than the configured lifetime. */
	issue(userID: string, roomID: string, lifetime = Infinity): { token: string; expiresIn: number } {
		const expiresIn = Math.min(lifetime, this.#config.tokenLifetime);
		const issuedAt = nowInSeconds();
		const claims = { userID, roomID, publish: true, issuedAt, expiresAt: issuedAt + expiresIn };
		return { token: issueToken(this.#config, claims), expiresIn };
	}

	verify(token: string): TokenVerdict {
		return verifyToken(this.#config, token, nowInSeconds());
	}
}
