/** The policy on tokens: whose, for how long. */
import type { Config } from './config';
import { issueToken, verifyToken, type TokenVerdict } from './token04';

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

export class Tokens {
	readonly #config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>;

	constructor(config: Pick<Config, 'appID' | 'secret' | 'tokenLifetime'>) {
		this.#config = config;
	}

	/** `asked`, `expiresIn`: seconds; nobody gets more than the policy gives. */
	issue(userID: string, roomID: string, asked = Infinity): { token: string; expiresIn: number } {
		const expiresIn = Math.min(asked, this.#config.tokenLifetime);
		const issuedAt = nowInSeconds();
		const claims = { userID, roomID, publish: true, issuedAt, expiresAt: issuedAt + expiresIn };
		return { token: issueToken(this.#config, claims), expiresIn };
	}

	verify(token: string): TokenVerdict {
		return verifyToken(this.#config, token, nowInSeconds());
	}
}
