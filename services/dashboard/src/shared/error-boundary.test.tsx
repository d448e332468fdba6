import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { ErrorBoundary, OptionalPart } from './error-boundary.tsx';

const Broken = (): never => {
  throw new Error('WebGL is switched off.');
};

// React reports what a boundary has caught.
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void jest.restoreAllMocks());

test('a page that fails has a message and a button instead of nothing', () => {
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/updated while the page was open/);
  expect(screen.getByRole('button', { name: 'Reload' })).not.toBeNull();
});

test('an optional part that fails says why, and the rest of the page stays', () => {
  render(
    <ErrorBoundary>
      <p>The video</p>
      <OptionalPart name="The 3D view">
        <Broken />
      </OptionalPart>
    </ErrorBoundary>,
  );
  expect(screen.getByText('The video')).not.toBeNull();
  expect(screen.getByText('The 3D view cannot be shown')).not.toBeNull();
  expect(screen.getByText(/WebGL is switched off/)).not.toBeNull();
});
