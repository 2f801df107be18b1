import { redirect } from '@sveltejs/kit';
import { parseInvite } from '$lib/api/room';
import type { RequestHandler } from './$types';

/** `?code=` is the join form's: a room to go to, or something to say no to. */
export const GET: RequestHandler = ({ url }) => {
	const code = url.searchParams.get('code') ?? '';
	const roomID = parseInvite(code);
	return redirect(303, roomID === null ? `/?code=${encodeURIComponent(code)}` : `/call/${roomID}`);
};
