import { redirect } from '@sveltejs/kit';
import { newRoomID } from '$lib/api/room';
import type { RequestHandler } from './$types';

/** "New call" before the page's script is there. */
export const GET: RequestHandler = () => redirect(303, `/call/${newRoomID()}`);
