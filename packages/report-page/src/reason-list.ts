import type { Sentence } from '@dance-pose/contracts';
import { type Html, html, nothing } from './html.ts';

/** Reasons for missing values and errors, numbered in the order of appearance. */
export class ReasonList {
  readonly #numbers = new Map<string, number>();

  numberOf({ text }: Sentence): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** @param key explains the marks that have the numbers. */
  list(key: string): Html {
    if (this.#numbers.size === 0) return nothing;
    const items = [...this.#numbers.keys()].map((reason) => html`<li>${reason}</li>`);
    return html`<p class="caption">${key}</p><ol class="caption">${items}</ol>`;
  }
}
