import { apiKeysSchema, createApiKey } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { type OpenBackend, withApi } from './setup-conformance.ts';
import { clipForm } from './test-api.ts';

const teacher = createApiKey('teacher');
const studio = createApiKey('studio');
const apiKeys = apiKeysSchema.parse(`${teacher.entry},${studio.entry}`);

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** The cookie as a browser sends it back, without its attributes. */
const cookieOf = (response: Response): string =>
  response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** Sign-in of browsers, with the key in a cookie. */
export function sessionConformance(open: OpenBackend): void {
  const api = withApi(open, { apiKeys });
  const signIn = (key: string): Promise<Response> =>
    api().request('/v1/session', { method: 'POST', headers: bearer(key) });

  test('signing in sets a cookie that replaces the key, and only this key', async () => {
    const response = await signIn(teacher.key);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ owner: 'teacher', keysNeeded: true });
    const headers = { Cookie: cookieOf(response) };
    const made = await api().request('/v1/jobs', {
      method: 'POST',
      body: clipForm('a.mp4'),
      headers,
    });
    expect(made.status).toBe(202);
    const { id } = (await made.json()) as { id: string };
    expect((await api().request(`/v1/jobs/${id}`, { headers })).status).toBe(200);
    const other = { Cookie: cookieOf(await signIn(studio.key)) };
    expect((await api().request(`/v1/jobs/${id}`, { headers: other })).status).toBe(404);
    expect(await (await api().request('/v1/session', { headers: other })).json()).toEqual({
      owner: 'studio',
      keysNeeded: true,
    });
  });

  test('scripts and other sites cannot use the cookie', async () => {
    const [cookie = ''] = (await signIn(teacher.key)).headers.getSetCookie();
    const attributes = cookie.split('; ').slice(1);
    expect(attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=2592000']),
    );
    expect(cookie).not.toMatch(/Domain/i);
    const headers = { Cookie: cookieOf(await signIn(teacher.key)), Origin: 'https://evil.example' };
    const forged = await api().request('/v1/jobs', {
      method: 'POST',
      body: clipForm('a'),
      headers,
    });
    expect(forged.status).toBe(403);
    expect(await api().keys()).toEqual([]);
  });

  test('a wrong key does not sign in', async () => {
    const response = await signIn(`${teacher.key}x`);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    for (const Cookie of ['dance-pose-key=', 'dance-pose-key=x', `other=${teacher.key}`]) {
      expect((await api().request('/v1/jobs', { headers: { Cookie } })).status).toBe(401);
    }
  });

  test('the header takes precedence over the cookie', async () => {
    const Cookie = cookieOf(await signIn(teacher.key));
    const headers = { Cookie, ...bearer('wrong') };
    expect((await api().request('/v1/jobs', { headers })).status).toBe(401);
  });

  test('signing out deletes the key, even a wrong one', async () => {
    for (const Cookie of [cookieOf(await signIn(teacher.key)), 'dance-pose-key=revoked']) {
      const response = await api().request('/v1/session', {
        method: 'DELETE',
        headers: { Cookie },
      });
      expect(response.status).toBe(204);
      expect(response.headers.getSetCookie()[0]).toMatch(/^dance-pose-key=; Max-Age=0;/);
    }
  });
}

/** Over HTTPS, the key is never sent unencrypted again. */
export function secureSessionConformance(open: OpenBackend): void {
  const api = withApi(open, { apiKeys, publicUrl: 'https://pose.example.org' });

  test('the cookie is sent over HTTPS only', async () => {
    const headers = { ...bearer(teacher.key), Origin: 'https://pose.example.org' };
    const response = await api().request('/v1/session', { method: 'POST', headers });
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure(;|$)/);
  });
}
