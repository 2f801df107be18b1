/** Which entries of a recording the log lists. */
import type { Inspection } from './inspection.svelte';
import type { Entry } from '../recording/recorder';
import { SENDERS, senderOf, type Sender } from './format';

/** The text of an entry to search in. Cached, because each letter searches ten thousand entries. */
const searched = new WeakMap<Entry, string>();
function searchText(entry: Entry): string {
	const known = searched.get(entry) ?? JSON.stringify(entry).toLowerCase();
	searched.set(entry, known);
	return known;
}

export class Filter {
	readonly #inspection: () => Inspection;
	query = $state('');
	senders = $state.raw<readonly Sender[]>(SENDERS);
	onlyChanges = $state(false);

	constructor(inspection: () => Inspection) {
		this.#inspection = inspection;
	}

	/** Indexes of the entries to list. */
	readonly listed = $derived.by((): number[] => {
		const { timeline, position } = this.#inspection();
		const sought = this.query.trim().toLowerCase();
		const result: number[] = [];
		for (let index = 0; index < position.length; index++) {
			const entry = timeline.entries[index];
			if (!entry || !this.senders.includes(senderOf(entry))) continue;
			if (this.onlyChanges && entry.value === undefined && entry.changes === undefined) continue;
			if (sought === '' || searchText(entry).includes(sought)) result.push(index);
		}
		return result;
	});

	toggle(sender: Sender): void {
		this.senders = this.senders.includes(sender)
			? this.senders.filter((other) => other !== sender)
			: [...this.senders, sender];
	}
}
