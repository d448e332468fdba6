/** Safe markup. Everything else that is interpolated into `html` is text, and escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Content = string | number | Html | readonly Content[];

/** Builds markup: html`<p title="${hostile}">${hostile}</p>` is safe, in text and in quoted attributes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Content[]): Html =>
  new Html(String.raw({ raw: strings }, ...parts.map(markupOf)));

export const nothing = new Html('');

function markupOf(part: Content): string {
  if (part instanceof Html) return part.markup;
  return typeof part === 'object' ? part.map(markupOf).join('') : escapeText(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Control characters, which HTML forbids, and the overrides and isolates of writing direction (Unicode
 * UAX #9), which can make `fdp.exe` look like `exe.pdf`.
 */
const deceptive = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu;

const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(deceptive, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character] as string);
