import type { JobDocument } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { addressOf } from '../shared/artifacts.ts';

interface ThumbnailProps {
  readonly job: JobDocument;
  readonly atMs: number;
}

/** Longest side in CSS pixels. */
const side = 56;

/** The frame at a time, from the sheet of all thumbnails; nothing if the result has no sheet. */
export function Thumbnail({ job, atMs }: ThumbnailProps): ReactNode {
  const sheet = job.result?.thumbnails;
  if (sheet === undefined) return null;
  const { count, columns, width, height, everyMs } = sheet;
  const index = Math.max(0, Math.min(count - 1, Math.round(atMs / everyMs)));
  const scale = side / Math.max(width, height);
  const [x, y] = [index % columns, Math.floor(index / columns)];
  const rows = Math.ceil(count / columns);
  return (
    <span
      className="thumbnail"
      aria-hidden="true"
      style={{
        inlineSize: width * scale,
        blockSize: height * scale,
        backgroundImage: `url("${addressOf(job.id, 'thumbnails.jpg')}")`,
        backgroundSize: `${columns * width * scale}px ${rows * height * scale}px`,
        backgroundPosition: `${-x * width * scale}px ${-y * height * scale}px`,
      }}
    />
  );
}
