import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

/**
 * Holds the API key of a user who signed in with the dashboard. Scripts cannot read it (`HttpOnly`), and browsers
 * do not send it with requests that start on another site (`SameSite=Strict`).
 */
const name = 'dance-pose-key';

const days30S = 30 * 24 * 3600;

/** The key in the browser's cookie; undefined if there is none. */
export const keyInCookie = (request: Request): string | undefined =>
  parseCookie(request.get('cookie') ?? '')[name];

/** @param https true if the browser reached us by HTTPS; the cookie is then never sent without it. */
export function setKeyCookie(response: Response, key: string, https: boolean): void {
  setCookie(response, key, { maxAge: days30S, secure: https });
}

export function clearKeyCookie(response: Response): void {
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
