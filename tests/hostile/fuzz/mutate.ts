import type { Random } from '../../faults/random.ts';

/** Changes a copy of a valid file in one way; `other` is a second file to take pieces from. */
type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const randomIndex = (random: Random, length: number): number =>
  Math.floor(random.between(0, length));

/** A random offset. Headers are at the start or the end, so half of all changes go there, where they matter most. */
function randomOffset(random: Random, { length }: Buffer): number {
  const near = Math.min(length, 1500);
  if (random.chance(0.5)) return randomIndex(random, length);
  return random.chance(0.6) ? randomIndex(random, near) : length - 1 - randomIndex(random, near);
}

/** A random range of up to `most` bytes. */
function randomRange(random: Random, bytes: Buffer, most: number): [from: number, to: number] {
  const from = randomOffset(random, bytes);
  return [from, Math.min(bytes.length, from + 1 + randomIndex(random, most))];
}

const flipBits: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const count = random.pick([1, 2, 8, 64]);
  for (let at = 0; at < count; at++) {
    const index = randomOffset(random, copy);
    copy.writeUInt8(copy.readUInt8(index) ^ (1 << randomIndex(random, 8)), index);
  }
  return copy;
};

const truncate: Mutation = (bytes, random) =>
  bytes.subarray(0, randomIndex(random, bytes.length) + 1);

const zeroRun: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  return copy.fill(0, ...randomRange(random, copy, 4000));
};

const noiseRun: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes);
  const [from, to] = randomRange(random, copy, 500);
  for (let at = from; at < to; at++) copy.writeUInt8(randomIndex(random, 256), at);
  return copy;
};

const removePiece: Mutation = (bytes, random) => {
  const [from, to] = randomRange(random, bytes, 2000);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const repeatPiece: Mutation = (bytes, random) => {
  const [from, to] = randomRange(random, bytes, 2000);
  const piece = bytes.subarray(from, to);
  const times = Array.from({ length: random.pick([2, 20]) }, () => piece);
  return Buffer.concat([bytes.subarray(0, from), ...times, bytes.subarray(to)]);
};

const splice: Mutation = (bytes, random, other) => {
  const at = randomOffset(random, bytes);
  const piece = other.subarray(...randomRange(random, other, 4000));
  const rest = bytes.subarray(random.chance(0.5) ? at : Math.min(bytes.length, at + piece.length));
  return Buffer.concat([bytes.subarray(0, at), piece, rest]);
};

const swapChunks: Mutation = (bytes, random) => {
  const size = 1 + randomIndex(random, bytes.length / 3);
  const first = randomIndex(random, bytes.length - 2 * size);
  const second = first + size + randomIndex(random, bytes.length - first - 2 * size);
  return Buffer.concat([
    bytes.subarray(0, first),
    bytes.subarray(second, second + size),
    bytes.subarray(first + size, second),
    bytes.subarray(first, first + size),
    bytes.subarray(second + size),
  ]);
};

/** Numbers at the limits of 32 bits, and some that overflow in sums. */
const extremes = [
  0,
  1,
  2,
  7,
  8,
  0xff,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xfffffff0,
  2 ** 32 - 1,
];

const extremeNumber: Mutation = (bytes, random) => {
  if (bytes.length < 4) return bytes;
  const copy = Buffer.from(bytes);
  const at = Math.min(randomOffset(random, copy), copy.length - 4);
  const value = random.pick(extremes);
  if (random.chance(0.7)) copy.writeUInt32BE(value, at);
  else copy.writeUInt32LE(value, at);
  return copy;
};

/** Offsets of names with four characters, such as those of MP4 boxes and AVI chunks. */
const namesIn = (bytes: Buffer): number[] =>
  [...bytes.toString('latin1').matchAll(/[a-z][a-z0-9]{2}[a-zA-Z0-9 ]/g)].map(({ index }) => index);

const editBox: Mutation = (bytes, random) => {
  const names = namesIn(bytes).filter((at) => at >= 4 && at + 8 <= bytes.length);
  if (names.length === 0) return extremeNumber(bytes, random, bytes);
  const copy = Buffer.from(bytes);
  const at = random.pick(names);
  if (random.chance(0.3)) copy.copy(copy, at, random.pick(names), random.pick(names) + 4);
  else {
    // The size precedes the name in MP4 and follows it in AVI.
    const sizeAt = random.chance(0.8) ? at - 4 : at + 4;
    const size = copy.readUInt32BE(sizeAt);
    const near = [size - 1, size + 1, size - 8, size + 8, size * 2].map((value) => value >>> 0);
    copy.writeUInt32BE(random.pick([...extremes, ...near]), sizeAt);
  }
  return copy;
};

const mutations: readonly Mutation[] = [
  ...[flipBits, truncate, zeroRun, noiseRun, removePiece, repeatPiece, splice, swapChunks],
  // Values that parsers trust most.
  ...[extremeNumber, extremeNumber, editBox, editBox, editBox],
];

/** Makes a damaged file from valid ones, with one to three changes. */
export function mutate(seeds: readonly Buffer[], random: Random): Buffer {
  let bytes = random.pick(seeds);
  const changes = random.pick([1, 1, 2, 3]);
  for (let at = 0; at < changes && bytes.length > 8; at++) {
    bytes = random.pick(mutations)(bytes, random, random.pick(seeds));
  }
  return bytes;
}
