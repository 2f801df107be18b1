import { resolve } from '$app/paths';
import { redirect } from '@sveltejs/kit';
import { newRoomID } from '$lib/api/room';
import type { RequestHandler } from './$types';

/** Answers "New call" on a page whose scripts have not loaded. */
export const GET: RequestHandler = () => redirect(303, resolve('/call/[roomID=roomID]', { roomID: newRoomID() }));
