import type { ReactNode } from 'react';
import { HeroDrawing } from '../drawings/hero-drawing.tsx';
import { texts } from '../texts/texts.ts';

/** The title of the start page; for those who have no clips yet, what this is. */
export function Intro({ isFirst }: { readonly isFirst: boolean }): ReactNode {
  if (!isFirst) return <h1>{texts.clips.title}</h1>;
  return (
    <>
      <div className="intro">
        <h1>{texts.welcome.title}</h1>
        <p>{texts.welcome.lead}</p>
      </div>
      <div className="hero">
        <HeroDrawing />
      </div>
    </>
  );
}
