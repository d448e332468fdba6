import { expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { ErrorBoundary } from './error-boundary.tsx';

const Broken = (): never => {
  throw new Error('Failed to fetch dynamically imported module');
};

test('a page that fails has a message and a button instead of nothing', () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  log.mockRestore();
  expect(screen.getByRole('alert').textContent).toMatch(/updated while the page was open/);
  expect(screen.getByRole('button', { name: 'Reload' })).not.toBeNull();
});
