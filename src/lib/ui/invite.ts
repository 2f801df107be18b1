import { resolve } from '$app/paths';
import { m } from '$lib/paraglide/messages.js';
import type { Toasts } from './toasts.svelte';

export const inviteLink = (roomID: string): string => location.origin + resolve('/call/[roomID=roomID]', { roomID });

export async function copyInvite(roomID: string, toasts: Toasts): Promise<void> {
	const link = inviteLink(roomID);
	try {
		await navigator.clipboard.writeText(link);
		toasts.add(m.link_copied);
	} catch {
		// Not allowed, or missing on a page without HTTPS. The person can copy the link from the toast.
		toasts.add(() => m.copy_failed({ link }));
	}
}

/** Whether the system has a share sheet. */
export const canShare = (): boolean => 'share' in navigator;

export async function shareInvite(roomID: string, toasts: Toasts): Promise<void> {
	try {
		await navigator.share({ title: m.app_name(), url: inviteLink(roomID) });
	} catch (error) {
		// AbortError: the person closed the sheet.
		if (!(error instanceof DOMException && error.name === 'AbortError')) await copyInvite(roomID, toasts);
	}
}
