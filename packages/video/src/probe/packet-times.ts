import { type FrameRate, framesPerSecond } from './frame-rate.ts';

/** Presentation times of the stored frames, read from all packets of the file without decoding. */
export interface PacketTimes {
  readonly count: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Frames per second: the average, ignoring gaps in an otherwise constant rate; null for a single frame. */
  readonly rate: number | null;
  readonly variable: boolean;
  /** Presentation times of the key frames, in order. */
  readonly keyFrameSeconds: readonly number[];
}

interface Packet {
  readonly shownAt: number;
  readonly duration: number;
  readonly isKey: boolean;
}

export const packetEntries = 'packet=pts,dts,duration,flags';

/**
 * @param lines ffprobe's `pts,dts,duration,flags` of one stream, in units of `timeBase`.
 * @returns null if no packet has a time.
 */
export function parsePacketTimes(
  lines: readonly string[],
  timeBase: FrameRate,
): PacketTimes | null {
  const packets = lines.flatMap(parsePacket).sort((a, b) => a.shownAt - b.shownAt);
  const first = packets[0];
  const last = packets.at(-1);
  if (!first || !last) return null;
  const tick = framesPerSecond(timeBase);
  const gaps = gapsBetween(packets);
  const typicalGap = median(gaps) ?? 0;
  const ordinary = ordinaryGaps(gaps, typicalGap, tick);
  const variable = gaps.length - ordinary.length > Math.max(1, gaps.length * 0.02);
  const end = last.shownAt + (last.duration > 0 ? last.duration : typicalGap);
  return {
    count: packets.length,
    startSeconds: first.shownAt * tick,
    endSeconds: end * tick,
    rate: gaps.length > 0 ? 1 / (mean(variable ? gaps : ordinary) * tick) : null,
    variable,
    keyFrameSeconds: packets.filter(({ isKey }) => isKey).map(({ shownAt }) => shownAt * tick),
  };
}

/** A `D` as the second flag marks a packet that an edit list discards: it is decoded but not shown. */
function parsePacket(line: string): Packet[] {
  const [pts = '', dts = '', duration = '', flags = ''] = line.split(',');
  // AVI has no presentation times.
  const shownAt = Number.parseInt(pts === 'N/A' ? dts : pts, 10);
  if (Number.isNaN(shownAt) || flags[1] === 'D') return [];
  const isKey = flags[0] === 'K';
  return [{ shownAt, duration: Number.parseInt(duration, 10) || 0, isKey }];
}

/** Two packets with the same time count as one frame: the fields of an interlaced one, or one that is never shown. */
function gapsBetween(packets: readonly Packet[]): number[] {
  return packets
    .map((packet, index) => packet.shownAt - (packets[index - 1]?.shownAt ?? packet.shownAt))
    .filter((gap) => gap > 0);
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Millisecond clocks round gaps of 33.3 to 33 and 34, which is not a variable rate. */
function ordinaryGaps(gaps: readonly number[], typicalGap: number, tick: number): number[] {
  const rounding = Math.min(Math.max(1.5, 0.002 / tick), typicalGap * 0.75);
  const allowed = Math.max(typicalGap / 4, rounding);
  return gaps.filter((gap) => Math.abs(gap - typicalGap) <= allowed);
}
