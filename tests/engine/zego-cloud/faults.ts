/** What the cloud is told to do wrong: which request of whom, how often, and what happens to it instead. */
import { LINK } from './wire/link.messages';
import { MEDIA } from './wire/media.messages';
import { ROOM } from './wire/room.messages';

const REQUESTS = {
	appConfig: ['link', LINK.getAppConfig],
	settings: ['link', LINK.httpRequest],
	login: ['room', ROOM.login],
	logout: ['room', ROOM.logout],
	roomHeartbeat: ['room', ROOM.heartbeat],
	renewToken: ['room', ROOM.renewToken],
	sendMessage: ['room', ROOM.sendMessage],
	addStream: ['room', ROOM.addStream],
	mediaLogin: ['media', MEDIA.login],
	createSession: ['media', MEDIA.createSession]
} as const;

export type Request = keyof typeof REQUESTS;
export type Service = (typeof REQUESTS)[Request][0];
/** `swallow`: never answered. `delay`: carried out later. `refuse`: answered with a code. */
export type Fault = { do: 'swallow' } | { do: 'delay'; ms: number } | { do: 'refuse'; code: number };
export type Scope = { userID?: string; times?: number };

type Rule = { service: Service; cmd: number; userID: string | undefined; left: number; fault: Fault };

export class Faults {
	#rules: Rule[] = [];

	add(request: Request, fault: Fault, { userID, times = Infinity }: Scope = {}): void {
		const [service, cmd] = REQUESTS[request];
		this.#rules.push({ service, cmd, userID, left: times, fault });
	}

	clear(): void {
		this.#rules = [];
	}

	/** The fault to commit on this request, used up by asking; null when it is to be carried out. */
	take(service: Service, cmd: number, userID: string): Fault | null {
		const rule = this.#rules.find(
			(rule) =>
				rule.left > 0 &&
				rule.service === service &&
				rule.cmd === cmd &&
				(rule.userID === undefined || rule.userID === userID)
		);
		if (!rule) return null;
		rule.left -= 1;
		return rule.fault;
	}

	/** Runs `carryOut`, or what the faults say instead. */
	apply(
		request: { service: Service; cmd: number; userID: string },
		carryOut: () => void,
		refuse: (code: number) => void
	) {
		const fault = this.take(request.service, request.cmd, request.userID);
		if (fault === null) carryOut();
		else if (fault.do === 'refuse') refuse(fault.code);
		else if (fault.do === 'delay') setTimeout(carryOut, fault.ms);
	}
}
