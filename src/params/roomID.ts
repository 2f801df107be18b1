export { isRoomID as match } from '$lib/ui/room';
