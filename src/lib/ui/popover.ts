import type { Attachment } from 'svelte/attachments';

/**
 * Opens and closes a menu with its button where the browser has no popovers (Chrome before 114, Firefox before 125, Safari before 17).
 * It closes on Escape and on a click elsewhere, as they do.
 */
export const popover: Attachment<HTMLElement> = (menu) => {
	if ('popover' in HTMLElement.prototype) return undefined;
	menu.removeAttribute('popover');
	const life = new AbortController();
	const close = () => menu.classList.remove('open');
	const onclick = ({ target }: MouseEvent) => {
		if (!(target instanceof Element) || menu.contains(target)) return;
		if (target.closest('[popovertarget]')?.getAttribute('popovertarget') === menu.id) menu.classList.toggle('open');
		else close();
	};
	const onkeydown = ({ key }: KeyboardEvent) => {
		if (key === 'Escape') close();
	};
	document.addEventListener('click', onclick, life);
	document.addEventListener('keydown', onkeydown, life);
	return () => life.abort();
};
