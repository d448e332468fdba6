import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

/**
 * Carries the API key of somebody who signed in with the dashboard. No script can read it, and browsers send
 * it with nothing that another site begins (`SameSite=Strict`), so it cannot be used behind the person's back.
 */
const name = 'dance-pose-key';

const days30S = 30 * 24 * 3600;

/** The key that the browser keeps, as sent; undefined without one. */
export const keyInCookie = (request: Request): string | undefined =>
  parseCookie(request.get('cookie') ?? '')[name];

/** @param https whether the browser reached us by it; then it never sends the key any other way. */
export function keepKey(response: Response, key: string, https: boolean): void {
  setCookie(response, key, { maxAge: days30S, secure: https });
}

export function forgetKey(response: Response): void {
  setCookie(response, '', { maxAge: 0, secure: false });
}

function setCookie(
  response: Response,
  value: string,
  options: { readonly maxAge: number; readonly secure: boolean },
): void {
  const cookie = stringifySetCookie({
    ...{ name, value },
    ...options,
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
  });
  response.append('Set-Cookie', cookie);
}
