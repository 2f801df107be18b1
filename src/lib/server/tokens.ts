/** The policy on tokens: whose, for how long. */
import type { Config } from './config';
import { issueToken, verifyToken, type TokenVerdict } from './token04';

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

export class Tokens {
	readonly #config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>;

	constructor(config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>) {
		this.#config = config;
	}

	/** Seconds. */
	get lifetime(): number {
		return this.#config.tokenLifetime;
	}

	issue(userID: string, roomID: string): string {
		const issuedAt = nowInSeconds();
		return issueToken(this.#config, { userID, roomID, publish: true, issuedAt, expiresAt: issuedAt + this.lifetime });
	}

	verify(token: string): TokenVerdict {
		return verifyToken(this.#config, token, nowInSeconds());
	}
}
