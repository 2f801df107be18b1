/** What a page has sent and got since its connections began, of all of them together. */
export type Counts = {
	/** Bytes of pictures and sound with what was sent again, without headers. */
	videoBytes: number;
	audioBytes: number;
	encoded: number;
	/** Milliseconds. */
	encoding: number;
	gotVideoBytes: number;
	decoded: number;
	/** Of sound that was played, how much was made up, but for silence that was. */
	concealed: number;
	samples: number;
};
export type Stats = Counts & {
	/** Milliseconds since 1970. */
	at: number;
	/** Of the largest picture that is sent. */
	sentHeight: number;
	codecs: string[];
	/** What the sender believes its paths to carry together, in kbit/s. */
	believed: number;
	/** What keeps pictures small or rare. */
	limits: string[];
};

type Entry = Record<string, unknown> & { id: string; type: string; kind?: string };

const number = (entry: Entry, key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);

export async function readStats(connections: readonly RTCPeerConnection[]): Promise<Stats> {
	const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
	const reports = await Promise.all(open.map((connection) => connection.getStats()));
	const entries = reports.flatMap((report) => [...(report as unknown as Map<string, Entry>).values()]);
	const of = (type: string, kind: string) => entries.filter((entry) => entry.type === type && entry.kind === kind);
	const sum = (list: Entry[], key: string) => list.reduce((total, entry) => total + number(entry, key), 0);
	const [sentVideo, sentAudio] = [of('outbound-rtp', 'video'), of('outbound-rtp', 'audio')];
	const [gotVideo, gotAudio] = [of('inbound-rtp', 'video'), of('inbound-rtp', 'audio')];
	const paths = entries.filter(({ type, nominated }) => type === 'candidate-pair' && nominated === true);
	const types = new Map(entries.filter(({ type }) => type === 'codec').map((entry) => [entry.id, entry.mimeType]));
	const unique = (values: unknown[]) => [...new Set(values.map(String))];
	return {
		at: performance.timeOrigin + performance.now(),
		videoBytes: sum(sentVideo, 'bytesSent'),
		audioBytes: sum(sentAudio, 'bytesSent'),
		encoded: sum(sentVideo, 'framesEncoded'),
		encoding: 1_000 * sum(sentVideo, 'totalEncodeTime'),
		sentHeight: Math.max(0, ...sentVideo.map((entry) => number(entry, 'frameHeight'))),
		believed: sum(paths, 'availableOutgoingBitrate') / 1_000,
		codecs: unique([...sentVideo, ...sentAudio].map(({ codecId }) => types.get(String(codecId)))),
		limits: unique(sentVideo.map(({ qualityLimitationReason }) => qualityLimitationReason)),
		gotVideoBytes: sum(gotVideo, 'bytesReceived'),
		decoded: sum(gotVideo, 'framesDecoded'),
		concealed: sum(gotAudio, 'concealedSamples') - sum(gotAudio, 'silentConcealedSamples'),
		samples: sum(gotAudio, 'totalSamplesReceived')
	};
}
