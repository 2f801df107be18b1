import { m } from '$lib/paraglide/messages.js';
import type { Source } from './words';

export const SOURCE_WORDS: Record<Source, () => string> = {
	user: m.inspect_source_user,
	page: m.inspect_source_page,
	engine: m.inspect_source_engine,
	device: m.inspect_source_device,
	timer: m.inspect_source_timer,
	service: m.inspect_source_service,
	chart: m.inspect_source_chart
};
