/**
 * The language of the reader. Browsers may report one that is no BCP 47 tag (`C` on Linux), which `Intl` refuses with
 * an exception; then it is English, the language of the texts.
 */
export function readerLocale(language: string | undefined = navigator.language): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * Replaces a language that is no BCP 47 tag by one that is, for libraries that pass it to `Intl` as they load.
 * Must run before them.
 */
export function repairLanguage(): void {
  const language = readerLocale();
  if (language === navigator.language) return;
  Object.defineProperty(navigator, 'language', { value: language, configurable: true });
}
