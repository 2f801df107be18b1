import { resolve } from '$app/paths';
import { redirect } from '@sveltejs/kit';
import { parseInvite } from '$lib/api/room';
import type { RequestHandler } from './$types';

/** Answers the join form: redirects to the call of `?code=`, or back to the form if that is no code or link. */
export const GET: RequestHandler = ({ url }) => {
	const code = url.searchParams.get('code') ?? '';
	const roomID = parseInvite(code);
	return redirect(
		303,
		roomID === null ? `${resolve('/')}?code=${encodeURIComponent(code)}` : resolve('/call/[roomID=roomID]', { roomID })
	);
};
