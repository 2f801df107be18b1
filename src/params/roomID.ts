export { isRoomID as match } from '$lib/api/room';
