/** JSON answers that no cache keeps. */
import type { FailureCode } from '../../../../machines/failure';

const headers = { 'cache-control': 'no-store' };

export const reply = (body: object, status = 200) => Response.json(body, { status, headers });

export const refusal = (status: number, code: FailureCode, detail: string) => reply({ code, detail }, status);
