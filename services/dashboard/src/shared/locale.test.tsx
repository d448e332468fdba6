import { afterEach, expect, test } from '@jest/globals';
import { readerLocale, repairLanguage } from './locale.ts';

afterEach(() => {
  // Restores the getter of the prototype.
  Reflect.deleteProperty(navigator, 'language');
});

test.each([
  ['en-GB', 'en-GB'],
  ['de', 'de'],
  ['C', 'en'],
  ['en_US.UTF-8', 'en'],
  ['', 'en'],
  [undefined, 'en-US'],
])('numbers for a reader of %j are written as in %s', (language, locale) => {
  expect(readerLocale(language)).toBe(locale);
});

test('a language that is no tag does not reach libraries', () => {
  Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
  repairLanguage();
  expect(navigator.language).toBe('en');
  expect(() => new Intl.NumberFormat(navigator.language)).not.toThrow();
});
