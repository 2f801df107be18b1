import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config';
import { RateLimit, type Rate } from './rate.limit';

/** A busy day's lines, not an attacker's. */
const LINES: Rate = { burst: 1_000, perSecond: 50 };

/** pino writes the level first; errors are 50, fatal ones 60. */
const isError = (line: string) => /^\{"level":[56]0/.test(line);

/**
 * Leaves out lines beyond the rate, and says how many. Errors have a rate of their own: whoever floods the log fills no disk and hides
 * no error.
 */
export function limited(to: DestinationStream, rate = LINES): DestinationStream {
	const [errors, others] = [new RateLimit(rate), new RateLimit(rate)];
	let leftOut = 0;
	return {
		write(line: string) {
			const limit = isError(line) ? errors : others;
			if (!limit.take()) return void (leftOut += 1);
			if (leftOut > 0) to.write(`{"level":40,"time":${Date.now()},"count":${leftOut},"msg":"lines left out"}\n`);
			leftOut = 0;
			to.write(line);
		}
	};
}

/** Errors are given as `err`: under any other name pino writes them as `{}`. */
export const logger = ({ logLevel }: Pick<Config, 'logLevel'>, to: DestinationStream): Logger =>
	pino({ level: logLevel, base: null }, limited(to));
