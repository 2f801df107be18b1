import en from '../../../../messages/en.json';
import { chatFact, type ChatValue } from '../../../../machines/chat/fact';
import type { chatMachine } from '../../../../machines/chat/machine';
import type { ChatContext } from '../../../../machines/chat/types';
import { failure } from '../../../../machines/failure';
import { CHARTS } from '../../../model/charts';
import { answered, press, writes } from '../perform';
import { asAct, entered, ruledOut, streamTime, type Acts, type Part } from './part';

const factOf = ({ value, context }: { value: unknown; context: unknown }) =>
	chatFact(value as ChatValue, context as ChatContext);
const OUTCOME = 'actor.0.chat.outbox.sending';

export const chat: Part = {
	chart: CHARTS.chat,
	actor: 'call/chat',
	arrange: entered,
	canPerform({ type, ...event }, snapshot) {
		const { open, messages } = factOf(snapshot);
		const { messageID, text } = event as { messageID?: string; text?: string };
		const mine = messages.find((message) => message.user === null && message.messageID === messageID);
		switch (type) {
			case 'chat.clear':
				return false;
			case 'user.openChat':
				return !open;
			case 'user.closeChat':
				return open;
			case 'user.sendMessage':
				return open && !mine && text?.trim() !== '';
			case 'user.retryMessage':
				return open && mine?.state === 'failed';
			default:
				return true;
		}
	},
	acts: {
		'user.openChat': asAct((_, page) => press(page, en.chat)),
		'user.closeChat': asAct((_, page) => press(page, en.chat_close)),
		'user.sendMessage': asAct(({ text }, page) => writes(page, String(text))),
		/** The page gives its messages IDs of its own, in the same order. */
		'user.retryMessage': async ({ messageID }, { page, before }) => {
			const at = factOf(before).messages.findIndex((message) => message.messageID === messageID);
			await page.locator('[data-message]').nth(at).getByRole('button', { name: en.try_again }).click();
		},
		'chat.clear': ruledOut,
		[`xstate.done.${OUTCOME}`]: answered('sendBroadcastMessage'),
		[`xstate.error.${OUTCOME}`]: (_, scene) =>
			answered('sendBroadcastMessage')({ type: '', failure: failure('network.broken') }, scene),
		after: streamTime
	} satisfies Acts<typeof chatMachine>,
	about: { roomID: '' },
	async shows(page, snapshot) {
		const { open, unread, messages } = factOf(snapshot);
		const control = page.getByRole('button', { name: en.chat, exact: true });
		const states = async () =>
			page.locator('[data-message]').evaluateAll((all) => all.map((one) => one.getAttribute('data-message')));
		const isOpen = (await control.getAttribute('aria-expanded')) === 'true';
		if (isOpen) await page.getByRole('log').waitFor();
		const news = await page.locator('#chat-control-news').allTextContents();
		return [
			[isOpen, await states(), news],
			[open, open ? messages.map(({ state }) => state) : [], unread > 0 ? [`New messages: ${unread}`] : []]
		];
	}
};
