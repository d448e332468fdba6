import { Figure } from './figure.tsx';
import { leap, plie } from './poses.ts';
import { Sketch } from './sketch.tsx';

const beats = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** Offsets of the movements from their beats, in the units of the drawing. */
const offsets = [0, 2, 0, 0, 6, 0, -5, 0] as const;

/** Decoration beside texts that say what a result has. */
export const resultDrawings = {
  moments: (
    <Sketch>
      <g transform="translate(52 0) scale(.68)">
        <Figure pose={leap} scale={0.42} />
      </g>
      <path className="stroke-soft" d="M8 104H152" />
      <path className="stroke-accent" d="M64 104H100" strokeWidth="6" />
      {[24, 82, 128].map((x) => (
        <circle key={x} className="fill-accent" cx={x} cy="104" r={x === 82 ? 6 : 4} />
      ))}
    </Sketch>
  ),
  angles: (
    <Sketch>
      <g transform="translate(18 -22) scale(.88)">
        <Figure pose={plie} scale={0.42} />
      </g>
      <path className="stroke-ink" d="M66 70A18 18 0 0 0 70 92" />
      <text x="98" y="66" fontSize="17">
        84°
      </text>
      <text x="98" y="84" fontSize="12">
        ± 4
      </text>
    </Sketch>
  ),
  counts: (
    <Sketch>
      {beats.map((beat, at) => {
        const x = 15 + at * 18.6;
        const height = at % 4 === 0 ? 44 : 26;
        return (
          <g key={beat}>
            <path className="stroke-soft" d={`M${x} ${74 - height}V74`} />
            <text x={x} y="96" fontSize="13" textAnchor="middle">
              {beat}
            </text>
            <circle className="fill-accent" cx={x + (offsets[at] ?? 0)} cy={74 - height} r="5" />
          </g>
        );
      })}
    </Sketch>
  ),
} as const;
