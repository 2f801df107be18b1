import { takeAccess } from '$lib/app/access';
import { loadTexts } from '$lib/ui/locale.svelte';
import type { ClientInit } from '@sveltejs/kit';

export const init: ClientInit = async () => {
	// Before the router reads the address, so that no entry of the history keeps what the login put into it.
	takeAccess();
	// A link that is pasted over the one of an open page only changes its fragment.
	window.addEventListener('hashchange', () => {
		if (takeAccess()) location.reload();
	});
	await loadTexts();
};
