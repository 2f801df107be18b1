import type { CallHandle } from '../../app/call';
import type { CallView } from '../../call/view';

/** What the page shows now. */
export function viewOf({ view }: CallHandle): CallView {
	const seen: CallView[] = [];
	view.subscribe((now) => seen.push(now))();
	const [now] = seen;
	if (!now) throw new Error('A store calls back at once.');
	return now;
}
