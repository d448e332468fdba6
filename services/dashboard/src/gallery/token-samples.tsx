import type { ReactNode } from 'react';
import { galleryTexts as text } from '../texts/gallery-texts.ts';
import { Sample } from './sample.tsx';

const colours = ['page', 'card', 'field', 'line', 'control-line', 'soft-ink', 'ink', 'accent'];
const marks = ['left', 'right', 'good', 'warn', 'bad', 'accent-field', 'good-field', 'bad-field'];
const sizes = ['hero', '2xl', 'xl', 'l', 'm', 's'];
const spaces = ['1', '2', '3', '4', '5', '6', '7', '8'];

export const TokenSamples = (): ReactNode => (
  <>
    <Sample title={text.type}>
      {sizes.map((size) => (
        <p key={size} className="type-sample" style={{ fontSize: `var(--text-${size})` }}>
          {text.specimen} <code>--text-{size}</code>
        </p>
      ))}
    </Sample>
    <Sample title={text.colour}>
      <ul className="swatches">
        {[...colours, ...marks].map((name) => (
          <li key={name}>
            <span className="swatch" style={{ background: `var(--${name})` }} />
            <code>--{name}</code>
          </li>
        ))}
      </ul>
    </Sample>
    <Sample title={text.space}>
      {spaces.map((name) => (
        <div key={name} className="space-sample">
          <span style={{ inlineSize: `var(--space-${name})` }} />
          <code>--space-{name}</code>
        </div>
      ))}
    </Sample>
  </>
);
