/** What the model tests covered when they last ran before the app was built. */
import { json } from '@sveltejs/kit';

export const prerender = true;

const reports = import.meta.glob('../../../../tests/model/covered/*.json', { eager: true, import: 'default' });

export const GET = (): Response => json(Object.values(reports));
