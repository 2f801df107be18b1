import { redirect } from '@sveltejs/kit';
import { newRoomID, parseInvite } from '$lib/ui/room';
import type { PageServerLoad } from './$types';

/** `?code=` is the join form's: a room to go to, or something to say no to. */
export const load: PageServerLoad = ({ url }) => {
	const code = url.searchParams.get('code');
	const roomID = code === null ? null : parseInvite(code);
	if (roomID !== null) redirect(303, `/call/${roomID}`);
	return { refused: code, newRoomID: newRoomID() };
};
