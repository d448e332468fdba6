import { describe, expect, test } from '@jest/globals';
import { html } from './html.ts';

describe('html', () => {
  test('escapes interpolated text', () => {
    const hostile = `<script>alert('"&"')</script>`;
    expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&#39;&quot;&amp;&quot;&#39;)&lt;/script&gt;">' +
        '&lt;script&gt;alert(&#39;&quot;&amp;&quot;&#39;)&lt;/script&gt;</p>',
    );
  });

  test('keeps its own markup, single and in lists', () => {
    const items = ['a', 'b&'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${html`<hr>`}${3}`.markup).toBe(
      '<ul><li>a</li><li>b&amp;</li></ul><hr>3',
    );
  });

  test.each([
    ['the override of writing direction', 'clip\u202Efdp.exe', 'clip\uFFFDfdp.exe'],
    ['isolates', '\u2066a\u2069', '\uFFFDa\uFFFD'],
    ['control characters', 'a\u0000b\u001Bc\u0085', 'a\uFFFDb\uFFFDc\uFFFD'],
    ['halves of characters', 'a\uD83D', 'a\uFFFD'],
    ['what is no character', 'a\uFFFE\u{1FFFF}', 'a\uFFFD\uFFFD'],
  ])('replaces %s', (_, text, shown) => {
    expect(html`${text}`.markup).toBe(shown);
  });

  test('keeps names in any script', () => {
    const name = 'Прима балерина 💃 رقص שלום 舞\u200Fא';
    expect(html`${name}`.markup).toBe(name);
  });
});
