import { createMachine } from 'xstate';

/** What becomes of a page, except by its own script. */
export const page = createMachine({
	id: 'page',
	initial: 'visible',
	states: {
		visible: {
			description: 'The person looks at it.',
			on: {
				hide: 'hidden',
				work: 'busy',
				reload: 'visible',
				loadPartly: 'incomplete',
				navigate: 'away',
				navigateKept: 'cached',
				duplicate: 'duplicated',
				sleep: 'asleep',
				close: 'closed',
				crash: 'crashed'
			}
		},
		busy: {
			description: 'Its script works for ten seconds, and does nothing else.',
			on: { finish: 'visible' }
		},
		incomplete: {
			description: 'It was loaded anew, and a file of it was lost on the way.',
			on: { loadAgain: 'visible' }
		},
		hidden: {
			description: 'Another tab is in front of it.',
			on: { show: 'visible', freeze: 'frozen', close: 'closed' }
		},
		frozen: {
			description: 'The browser lets nothing of it run.',
			on: { resume: 'visible', close: 'closed' }
		},
		asleep: {
			description: 'The machine sleeps for hours: nothing of the page runs, and nothing reaches it.',
			on: { wake: 'visible' }
		},
		away: {
			description: 'Another page is in its tab, and nothing is left of this one but its address.',
			on: { back: 'visible', close: 'closed' }
		},
		cached: {
			description: 'Another page is in its tab, and the browser keeps this one as it is in its back/forward cache.',
			on: { backToKept: 'visible', close: 'closed' }
		},
		duplicated: {
			description: 'A second tab has begun with a copy of what this one remembers, and the person looks at that one.',
			on: { closeCopy: 'visible', closeOriginal: 'visible' }
		},
		closed: {
			description: 'The tab is gone.',
			on: { open: 'visible', restore: 'visible', restoreLater: 'visible' }
		},
		crashed: {
			description: 'The process of the tab is gone; the tab says so, and offers to load the page again.',
			on: { recover: 'visible', restore: 'visible', close: 'closed' }
		}
	}
});
