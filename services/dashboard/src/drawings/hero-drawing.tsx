import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Figure } from './figure.tsx';
import { arabesque } from './poses.ts';

/** The dancer of the start page: body, skeleton, and the paths of a hand and a foot. */
export const HeroDrawing = (): ReactNode => (
  <svg className="drawing" viewBox="0 0 400 400" role="img" aria-label={texts.welcome.heroAlt}>
    <path className="stroke-soft" d="M70 384H350" />
    <path className="trail stroke-left" pathLength="1" d="M186 376C112 372 20 296 18 142" />
    <path className="trail stroke-left" pathLength="1" d="M236 244C310 240 356 160 334 78" />
    <Figure pose={arabesque} />
    <path className="stroke-ink" d="M166 211A38 38 0 0 1 214 187" />
    <text x="140" y="182" fontSize="19">
      92°
    </text>
  </svg>
);
