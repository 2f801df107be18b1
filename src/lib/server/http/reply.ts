import type { FailureCode } from '../../../../machines/failure';

const headers = { 'cache-control': 'no-store' };

/** A JSON answer that no cache keeps. */
export const reply = (body: object, status = 200) => Response.json(body, { status, headers });

export const refusal = (status: number, code: FailureCode, detail: string) => reply({ code, detail }, status);

export const text = (body: string, type: string) =>
	new Response(body, { headers: { ...headers, 'content-type': type } });

export const noContent = () => new Response(null, { status: 204, headers });
