import { remember, remembered } from './remembered.ts';
import { createStore, useStore } from './store.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** `public/before-page.js` reads it before the first paint. */
const key = 'theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

const isChoice = (value: string | null): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

function rememberedChoice(): ThemeChoice {
  const value = remembered(key);
  return isChoice(value) ? value : 'system';
}

export const themeChoice = createStore<ThemeChoice>(rememberedChoice());

const shownFor = (choice: ThemeChoice): 'dark' | 'light' =>
  choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;

const shown = createStore(shownFor(themeChoice.get()));

function apply(): void {
  const choice = themeChoice.get();
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  shown.set(() => shownFor(choice));
}

apply();
dark.addEventListener('change', apply);
themeChoice.subscribe(apply);
// Another tab has chosen.
addEventListener('storage', (event) => {
  if (event.key === key) themeChoice.set(rememberedChoice);
});

/** Chooses the theme and remembers it in this browser, where storage is allowed. */
export function chooseTheme(choice: ThemeChoice): void {
  remember(key, choice);
  themeChoice.set(() => choice);
}

/** The theme that is shown; canvases that use its colours redraw when it changes. */
export const useTheme = (): 'dark' | 'light' => useStore(shown);

/** The current value of a colour of `tokens.css`: a canvas does not resolve custom properties. */
export function themeColour(element: Element, name: string): string {
  // Browsers resolve `light-dark()` only on an element.
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
