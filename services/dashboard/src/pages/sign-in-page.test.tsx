import { beforeEach, expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeService, problem } from '../testing/fake-service.ts';
import { SignInPage } from './sign-in-page.tsx';

const service = fakeService();
const session = { status: 200, body: { owner: 'teacher', keysNeeded: true } };

async function signIn(search: string, key: string): Promise<void> {
  history.replaceState(null, '', `/sign-in${search}`);
  render(<SignInPage />);
  await userEvent.type(screen.getByLabelText('API key'), key);
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

beforeEach(() => history.replaceState(null, '', '/'));

test.each([
  ['?to=/jobs/a', '/jobs/a'],
  ['', '/'],
  ['?to=//elsewhere.example/', '/'],
  ['?to=https://elsewhere.example/', '/'],
  ['?to=/%5Celsewhere.example', '/'],
])('after %s the page is %s', async (search, path) => {
  service.on('POST /v1/session', session);
  await signIn(search, 'key-1');
  expect(location.pathname).toBe(path);
  expect(location.origin).toBe('http://localhost');
});

test('a wrong key is refused and the form stays', async () => {
  service.on('POST /v1/session', { status: 401, body: problem(401, 'unauthorized', 'No.') });
  await signIn('', 'wrong');
  expect(screen.getByRole('alert').textContent).toMatch(/not valid/);
  expect(screen.getByLabelText('API key').getAttribute('aria-invalid')).toBe('true');
});

test('a key that no header can hold is not sent', async () => {
  await signIn('', 'schlüssel');
  expect(screen.getByRole('alert').textContent).toMatch(/not valid/);
  expect(service.seen).toEqual([]);
});
