import type * as PromClient from 'prom-client';
import type { FailureCode } from '../../../machines/failure';
import type { Counting } from './journal';
import type { Login } from './rooms/room';
import type { RoomServer } from './rooms/room.server';

type Rooms = Pick<RoomServer, 'stats' | 'saturation'>;

/** Seconds. Most are spent in the lobby, by the person. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Names and units follow https://prometheus.io/docs/practices/naming/. */
function instruments({ Counter, Gauge, Histogram, Registry, ...client }: typeof PromClient, rooms: () => Rooms) {
	const own = new Registry();
	const registers = [own];
	const gauge = (name: string, help: string, read: (now: Rooms) => number) =>
		new Gauge({
			name: `video_call_${name}`,
			help,
			registers,
			collect() {
				this.set(read(rooms()));
			}
		});
	gauge('rooms', 'Rooms with someone in them.', ({ stats }) => stats.rooms);
	gauge('members', 'People in rooms.', ({ stats }) => stats.members);
	gauge('lobbies', 'Rooms with people who wait to join.', ({ stats }) => stats.lobbies);
	gauge('sockets', 'Open sockets.', ({ stats }) => stats.sockets);
	gauge('saturation_ratio', 'How many of MAX_ROOMS are in use, from 0 to 1.', ({ saturation }) => saturation);
	const refusals = new Counter({
		name: 'video_call_refusals_total',
		help: 'Refused connections, messages and requests, by the code of the failure.',
		labelNames: ['code'],
		registers
	});
	const joined = new Counter({ name: 'video_call_joins_total', help: 'People who joined a room.', registers });
	const resumed = new Counter({
		name: 'video_call_reconnects_total',
		help: 'Members who came back on another socket before they were lost.',
		registers
	});
	const joinSeconds = new Histogram({
		name: 'video_call_join_seconds',
		help: 'Time from the opened socket to the login, with the time in the lobby.',
		labelNames: ['how'],
		buckets: BUCKETS,
		registers
	});
	// Those of the process, such as the lag of its event loop, once for each process.
	if (!client.register.getSingleMetric('nodejs_eventloop_lag_seconds')) client.collectDefaultMetrics();
	return { registry: Registry.merge([own, client.register]), refusals, logins: { joined, resumed }, joinSeconds };
}

/** What Prometheus reads. Gauges are read when it asks. */
export class Metrics implements Counting {
	/** Loaded only here: without metrics the library costs nothing. */
	readonly #instruments: Promise<ReturnType<typeof instruments>>;

	constructor(rooms: () => Rooms) {
		this.#instruments = import('prom-client').then((client) => instruments(client, rooms));
	}

	refused(code: FailureCode): void {
		void this.#instruments.then(({ refusals }) => refusals.inc({ code }));
	}

	loggedIn(how: Login['how'], seconds: number): void {
		void this.#instruments.then(({ logins, joinSeconds }) => {
			logins[how].inc();
			joinSeconds.observe({ how }, seconds);
		});
	}

	async read(): Promise<{ text: string; type: string }> {
		const { registry } = await this.#instruments;
		return { text: await registry.metrics(), type: registry.contentType };
	}
}
