import type { CallHandle } from '../../call/call';
import type { CallView } from '../../call/call.view';

/** What the page shows now. */
export function viewOf({ view }: CallHandle): CallView {
	const seen: CallView[] = [];
	view.subscribe((now) => seen.push(now))();
	const [now] = seen;
	if (!now) throw new Error('A store calls back at once.');
	return now;
}
