import { takeAccess } from '$lib/app/access';
import type { ClientInit } from '@sveltejs/kit';

/** Before the router reads the address, so that no entry of the history keeps what the login put into it. */
export const init: ClientInit = () => {
	takeAccess();
	// A link that is pasted over the one of an open page only changes its fragment.
	window.addEventListener('hashchange', () => {
		if (takeAccess()) location.reload();
	});
};
