import { publicConfig } from '$lib/server/public.config';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
	const { iceServers, ...profile } = publicConfig();
	return { roomID: params.roomID, profile: { ...profile, iceServers: [...iceServers] } };
};
