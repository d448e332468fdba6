import type { ReactNode } from 'react';
import { Figure, type Pose } from './figure.tsx';
import { leap, plie, standing } from './poses.ts';
import { Sketch } from './sketch.tsx';

/** Decoration beside texts that say how to film. */
export const filmingDrawings = {
  whole: (
    <Sketch>
      <path className="stroke-ink" d="M38 6H122V110H38Z" />
      <Small pose={standing} x={49} y={11} size={0.62} />
      <path className="stroke-accent" d="M72 13H88M72 103H88" />
    </Sketch>
  ),
  still: (
    <Sketch>
      <Small pose={standing} x={92} y={10} size={0.6} />
      <Phone />
      <path className="stroke-ink" d="M26 74L16 108M26 74L26 108M26 74L36 108" />
      <path className="stroke-soft dashed" d="M38 56L90 20M38 66L90 100" />
    </Sketch>
  ),
  light: (
    <Sketch>
      <path className="fill-light" d="M40 6L136 34V108L40 74Z" />
      <path className="stroke-ink" d="M6 6H36V74H6ZM21 6V74M6 40H36" />
      <Small pose={standing} x={88} y={14} size={0.58} />
      <path className="stroke-soft" d="M60 108H152" />
    </Sketch>
  ),
  rate: (
    <Sketch>
      {[0, 22, 44, 66].map((x, at) => (
        <g key={x} opacity={0.3 + at * 0.23}>
          <Small pose={leap} x={12 + x} y={30 - at * (3 - at) * 9} size={0.56} />
        </g>
      ))}
      <path className="stroke-soft dashed" d="M30 88C60 60 110 60 136 88" />
      <path className="stroke-soft" d="M12 108H148" />
    </Sketch>
  ),
  side: (
    <Sketch>
      <Small pose={plie} x={82} y={4} size={0.7} />
      <Phone />
      <path className="stroke-soft dashed" d="M38 56L88 30M38 66L88 100" />
      <path className="stroke-soft" d="M78 110H152" />
    </Sketch>
  ),
} as const;

interface SmallProps {
  readonly pose: Pose;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

function Small({ pose, x, y, size }: SmallProps): ReactNode {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <Figure pose={pose} scale={0.42} />
    </g>
  );
}

function Phone(): ReactNode {
  return (
    <g>
      <path className="stroke-ink" d="M16 48H36V74H16Z" />
      <circle className="fill-accent" cx="31" cy="54" r="2.5" />
    </g>
  );
}
