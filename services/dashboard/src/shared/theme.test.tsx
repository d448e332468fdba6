import { afterEach, expect, test } from '@jest/globals';
import { renderHook } from '@testing-library/react';
import { act } from 'react';
import { chooseTheme, useTheme } from './theme.ts';

const { dataset } = document.documentElement;

afterEach(() => act(() => chooseTheme('system')));

test('a chosen theme is shown and remembered; the system’s is none of its own', () => {
  const { result } = renderHook(useTheme);
  act(() => chooseTheme('dark'));
  expect([dataset.theme, result.current, localStorage.getItem('theme')]).toEqual([
    'dark',
    'dark',
    'dark',
  ]);
  act(() => chooseTheme('system'));
  expect([dataset.theme, result.current]).toEqual([undefined, 'light']);
});

test('another tab’s choice is followed', () => {
  const { result } = renderHook(useTheme);
  localStorage.setItem('theme', 'dark');
  act(() => void dispatchEvent(new StorageEvent('storage', { key: 'theme' })));
  expect(result.current).toBe('dark');
});
