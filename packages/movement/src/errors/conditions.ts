import type { MetricId } from '@dance-pose/contracts';
import { at } from '../series/landmark-paths.ts';
import {
  knownIn,
  mean,
  quantile,
  type Signal,
  type Span,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { landmarksOf } from './metric-family.ts';

/** Conditions that change the errors of a metric, in a span of the clip. Every number is about 0 to 1. */
export interface Conditions {
  /** 0 square to the camera or side on, 1 halfway between. */
  readonly oblique: number;
  /** 0 square to the camera, 1 side on. */
  readonly aside: number;
  /** Mean share by which the bones of the metric look shorter than they are. */
  readonly foreshortening: number;
  /** 1 − mean visibility of the landmarks of the metric. */
  readonly hidden: number;
  /** Smallness in the picture: 0 for a trunk of 400 px, 1 for one of 25 px. */
  readonly small: number;
  /** Distance that the joints travel from frame to frame, in tenths of S. */
  readonly blur: number;
}

/** Measures the conditions of any metric and span; what is shared by all metrics is computed once. */
export function conditionsOf(motion: BodyMotion): (id: MetricId, span: Span) => Conditions {
  const { track, square, speed } = motion;
  const small = Math.min(1.5, Math.max(0, Math.log2(400 / track.scale.pixels) / 4));
  const visibility = remembered((id: number, span: Span) => meanOf(at(track.visibility, id), span));
  const shortening = shorteningOf(motion);
  const facing = remembered((_: number, span: Span) => meanOf(square, span));
  const pace = remembered((_: number, span: Span) => meanOf(speed, span));
  return (id, span) => {
    const ids = landmarksOf(id);
    const front = facing(0, span);
    return {
      oblique: 2 * front * Math.sqrt(Math.max(0, 1 - front ** 2)),
      aside: 1 - front,
      foreshortening: shortening(ids, span),
      hidden: 1 - mean(ids.map((landmark) => visibility(landmark, span))),
      small: Number.isNaN(small) ? 1 : small,
      blur: Math.min(2, (10 * pace(0, span)) / track.fps),
    };
  };
}

/** 0 where nothing is known: a condition must not take the error away. */
const meanOf = (signal: Signal, span: Span): number => {
  const known = knownIn(signal, span);
  return known.length === 0 ? 0 : mean(known);
};

function remembered(measure: (id: number, span: Span) => number): typeof measure {
  const known = new Map<string, number>();
  return (id, span) => {
    const key = `${id} ${span.from} ${span.to}`;
    const value = known.get(key) ?? measure(id, span);
    known.set(key, value);
    return value;
  };
}

/** Quantile of a bone's length in the picture that stands for its full length. */
const fullLength = 0.95;

function shorteningOf({ track }: BodyMotion): (ids: readonly number[], span: Span) => number {
  const bone = remembered((key, span) => {
    const length = lengths(Math.floor(key / 100), key % 100);
    return meanOf(length, span);
  });
  const cache = new Map<number, Signal>();
  const lengths = (a: number, b: number): Signal => {
    const known = cache.get(100 * a + b);
    if (known !== undefined) return known;
    const [from, to] = [at(track.pixels, a), at(track.pixels, b)];
    const length = signalOf(track.frameCount, (i) =>
      Math.hypot(valueAt(to.x, i) - valueAt(from.x, i), valueAt(to.y, i) - valueAt(from.y, i)),
    );
    const full = quantile(knownIn(length, wholeOf(length)), fullLength);
    const shortening = length.map((value) => Math.max(0, 1 - value / full));
    cache.set(100 * a + b, shortening);
    return shortening;
  };
  return (ids, span) => {
    // Only for joints, whose landmarks are a chain of two bones.
    if (ids.length !== 3) return 0;
    const [a = 0, b = 0, c = 0] = ids;
    return (bone(100 * a + b, span) + bone(100 * b + c, span)) / 2;
  };
}
