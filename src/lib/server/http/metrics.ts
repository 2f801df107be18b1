import type { CallServer } from '../call.server';
import { isKey, refuseWithoutKey } from './key';
import { refusal, text } from './reply';

/** `GET /metrics`, for Prometheus. Without a configured key there is nothing. */
export async function getMetrics(server: CallServer, request: Request, address: string): Promise<Response> {
	const { metrics, config } = server;
	const { metricsKey } = config;
	if (!metrics || metricsKey === null) return refusal(404, 'auth.forbidden', 'no METRICS_KEY is configured');
	const refused = refuseWithoutKey(server, request, address, {
		of: 'metrics',
		opens: (shown) => isKey(metricsKey, shown)
	});
	if (refused) return refused;
	const { text: body, type } = await metrics.read();
	return text(body, type);
}
