import { type Content, type Html, html } from './html.ts';

interface Part {
  /** Id of the heading, and class of the part. */
  readonly id: string;
  readonly title: string;
}

/** A part of the page that is folded at first; what is folded is not printed. */
export const fold = ({ id, title }: Part, content: Content): Html =>
  html`<details class="part ${id}"><summary><h2 id="${id}">${title}</h2></summary>
${content}</details>`;
