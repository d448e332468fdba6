import { at } from '../series/landmark-paths.ts';
import { lengthOf, type Signal, type Span, valueAt } from '../series/signal.ts';
import type { CleanTrack } from './clean-track.ts';

/** Share of a span's frames in which all given landmarks are visible; 0 for an empty span. */
export function coverageOf(track: CleanTrack, ids: readonly number[], span: Span): number {
  const visibility = ids.map((id) => at(track.visibility, id));
  return shareWhere(span, (frame) =>
    visibility.every((seen) => valueAt(seen, frame) >= track.minVisibility),
  );
}

/** Share of a span's frames in which a signal is known. */
export const knownShare = (signal: Signal, span: Span): number =>
  shareWhere(span, (frame) => !Number.isNaN(valueAt(signal, frame)));

export function shareWhere(span: Span, holds: (frame: number) => boolean): number {
  let count = 0;
  for (let frame = span.from; frame < span.to; frame += 1) count += holds(frame) ? 1 : 0;
  return count / Math.max(1, lengthOf(span));
}
