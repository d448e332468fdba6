// AssemblyScript, compiled by `pnpm assemble` into src/native/crop-yuv-code.ts.
//
// Crops the ROI of a YUV 4:2:0 frame for a network. Samples like OpenCV's warpPerspective and converts like FFmpeg's
// swscale, four output pixels at a time: the same bits as src/native/crop.ts, in a fifth of the time. Addresses are
// byte offsets into the memory, which the caller (src/native/cropper.ts) lays out.

/** Positions are in 32nds of a pixel. */
const fractionBits = 5;
const fraction = 1 << fractionBits;

const whole: v128 = i32x4.splat(fraction);
/** Chroma value of grey. */
const greyChroma: v128 = i16x8.splat(128);

let luma: usize = 0;
let chromaU: usize = 0;
let chromaV: usize = 0;
let lumaStride: v128 = i32x4.splat(0);
let chromaStride: v128 = i32x4.splat(0);
/** Positions of the last column and row, and of the first ones outside the frame, in 32nds of a pixel. */
let lastX: v128 = i32x4.splat(0);
let lastY: v128 = i32x4.splat(0);
let endX: v128 = i32x4.splat(0);
let endY: v128 = i32x4.splat(0);

/**
 * @param at address of the first of `width * height * 3 / 2` bytes. Up to `width` bytes after them may be read; their
 *   values have no effect. Both sides are even.
 */
export function useFrame(at: usize, width: i32, height: i32): void {
  luma = at;
  chromaU = luma + width * height;
  chromaV = chromaU + ((width * height) >> 2);
  lumaStride = i32x4.splat(width);
  chromaStride = i32x4.splat(width >> 1);
  lastX = i32x4.splat((width - 1) << fractionBits);
  lastY = i32x4.splat((height - 1) << fractionBits);
  endX = i32x4.splat(width << fractionBits);
  endY = i32x4.splat(height << fractionBits);
}

let lumaZero: v128 = i16x8.splat(0);
let lumaFactor: v128 = i32x4.splat(0);
let redOfV: v128 = i32x4.splat(0);
let greenOfU: v128 = i32x4.splat(0);
let greenOfV: v128 = i32x4.splat(0);
let blueOfU: v128 = i32x4.splat(0);

/** Sets the conversion factors of luma and chroma, in 65,536ths. */
export function useColours(zero: i32, y: i32, rv: i32, gu: i32, gv: i32, bu: i32): void {
  lumaZero = i16x8.splat(<i16>zero);
  lumaFactor = i32x4.splat(y);
  redOfV = i32x4.splat(rv);
  greenOfU = i32x4.splat(gu);
  greenOfV = i32x4.splat(gv);
  blueOfU = i32x4.splat(bu);
}

/**
 * Writes three planes of `side * side` numbers: red, green and blue. The first pixel is at `(fromX, fromY)` of the
 * frame; each next pixel of its row is `(cos, sin)` further. Positions are in 32nds of a pixel.
 * @param side a multiple of 4.
 * @param isBlack true if pixels outside the frame are black, false if the frame's edge is replicated.
 * @param levels address of the table of 256 floats that maps a channel value to the network's input.
 */
export function crop(
  side: i32,
  fromX: f64,
  fromY: f64,
  cos: f64,
  sin: f64,
  isBlack: bool,
  levels: usize,
  into: usize,
): void {
  const plane = (side * side) << 2;
  let at = into;
  for (let y = 0; y < side; y++) {
    const rowX = fromX - sin * f64(y) + 0.5;
    const rowY = fromY + cos * f64(y) + 0.5;
    for (let x = 0; x < side; x += 4) {
      paint(positions(rowX, cos, x), positions(rowY, sin, x), isBlack, levels, at, plane);
      at += 16;
    }
  }
}

/** Positions along one axis of the pixel `first` of a row and the three after it. */
@inline
function positions(from: f64, step: f64, first: i32): v128 {
  const start = f64x2.splat(from);
  const steps = f64x2.splat(step);
  const index = f64x2.splat(f64(first));
  const a = f64x2.add(start, f64x2.mul(steps, f64x2.add(index, f64x2(0, 1))));
  const b = f64x2.add(start, f64x2.mul(steps, f64x2.add(index, f64x2(2, 3))));
  return v128.shuffle<i32>(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(a)),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(b)),
    0, 1, 4, 5,
  );
}

/**
 * Writes the colours at four positions, each interpolated bilinearly from the four pixels around it. A pixel outside
 * the frame counts as the nearest one on the edge, or as black.
 */
@inline
function paint(x: v128, y: v128, isBlack: bool, levels: usize, at: usize, plane: usize): void {
  const nearestX = between(x, lastX);
  const nearestY = between(y, lastY);
  const right = v128.and(nearestX, i32x4.splat(fraction - 1));
  const bottom = v128.and(nearestY, i32x4.splat(fraction - 1));
  const left = i32x4.sub(isBlack ? shareInside(x, endX) : whole, right);
  const top = i32x4.sub(isBlack ? shareInside(y, endY) : whole, bottom);
  const across = v128.or(left, i32x4.shl(right, 16));
  const shareTop = i16x8.mul(across, v128.or(top, i32x4.shl(top, 16)));
  const shareBottom = i16x8.mul(across, v128.or(bottom, i32x4.shl(bottom, 16)));
  const column = i32x4.shr_u(nearestX, fractionBits);
  const row = i32x4.shr_u(nearestY, fractionBits);
  mix(column, row, shareTop, shareBottom, levels, at, plane);
}

/**
 * Writes the interpolated colours of four pixels, their right neighbours and the row below. A pixel and its right
 * neighbour are kept together: as two bytes, then as two 16-bit numbers. The same holds for their weights.
 */
@inline
function mix(column: v128, row: v128, shareTop: v128, shareBottom: v128, levels: usize, at: usize, plane: usize): void {
  const above = i32x4.add(i32x4.mul(row, lumaStride), column);
  const stored = pairs(luma, above, i32x4.add(above, lumaStride));
  const greyTop = product(i16x8.sub(i16x8.extend_low_i8x16_u(stored), lumaZero), lumaFactor);
  const greyBottom = product(i16x8.sub(i16x8.extend_high_i8x16_u(stored), lumaZero), lumaFactor);

  const one = i32x4.splat(1);
  const chromaColumn = i32x4.shr_u(column, 1);
  const rowBelow = i32x4.shr_u(i32x4.add(row, one), 1);
  const chromaAbove = i32x4.add(i32x4.mul(i32x4.shr_u(row, 1), chromaStride), chromaColumn);
  const chromaBelow = i32x4.add(i32x4.mul(rowBelow, chromaStride), chromaColumn);
  const oddColumn = i32x4.eq(v128.and(column, one), one);
  const isOdd = i16x8.narrow_i32x4_s(oddColumn, oddColumn);
  const u = ofPixels(pairs(chromaU, chromaAbove, chromaBelow), isOdd);
  const v = ofPixels(pairs(chromaV, chromaAbove, chromaBelow), isOdd);
  const uTop = i16x8.sub(i16x8.extend_low_i8x16_u(u), greyChroma);
  const uBottom = i16x8.sub(i16x8.extend_high_i8x16_u(u), greyChroma);
  const vTop = i16x8.sub(i16x8.extend_low_i8x16_u(v), greyChroma);
  const vBottom = i16x8.sub(i16x8.extend_high_i8x16_u(v), greyChroma);

  const redTop = i16x8.add(greyTop, product(vTop, redOfV));
  const redBottom = i16x8.add(greyBottom, product(vBottom, redOfV));
  write(at, sum(redTop, redBottom, shareTop, shareBottom), levels);
  const greenTop = i16x8.add(i16x8.add(greyTop, product(uTop, greenOfU)), product(vTop, greenOfV));
  const greenBottom = i16x8.add(i16x8.add(greyBottom, product(uBottom, greenOfU)), product(vBottom, greenOfV));
  write(at + plane, sum(greenTop, greenBottom, shareTop, shareBottom), levels);
  const blueTop = i16x8.add(greyTop, product(uTop, blueOfU));
  const blueBottom = i16x8.add(greyBottom, product(uBottom, blueOfU));
  write(at + 2 * plane, sum(blueTop, blueBottom, shareTop, shareBottom), levels);
}

/** Clamps to the range from 0 to `most`. */
@inline
function between(value: v128, most: v128): v128 {
  return i32x4.max_s(i32x4.splat(0), i32x4.min_s(value, most));
}

/** Share of the two pixels around a position that is within the frame, in 32nds. */
@inline
function shareInside(position: v128, end: v128): v128 {
  return between(i32x4.min_s(i32x4.add(position, whole), i32x4.sub(end, position)), whole);
}

/** Loads the two bytes at each of four offsets, then those at four more. */
@inline
function pairs(from: usize, first: v128, second: v128): v128 {
  let found = i32x4.splat(0);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(first, 0), found, 0);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(first, 1), found, 1);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(first, 2), found, 2);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(first, 3), found, 3);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(second, 0), found, 4);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(second, 1), found, 5);
  found = v128.load_lane<u16>(from + i32x4.extract_lane(second, 2), found, 6);
  return v128.load_lane<u16>(from + i32x4.extract_lane(second, 3), found, 7);
}

/** Chroma of a pixel and its right neighbour. In an odd column each has its own; otherwise they share the first. */
@inline
function ofPixels(chroma: v128, isOdd: v128): v128 {
  const first = v128.shuffle<i8>(chroma, chroma, 0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14);
  return v128.bitselect(chroma, first, isOdd);
}

/** Truncates after the multiplication, as swscale does. */
@inline
function product(values: v128, factor: v128): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.mul(i32x4.extend_low_i16x8_s(values), factor), 16),
    i32x4.shr_s(i32x4.mul(i32x4.extend_high_i16x8_s(values), factor), 16),
  );
}

/** Weighted sum of one channel of four pixels, clamped to 0–255 before weighting; in 1024ths, plus a half to round. */
@inline
function sum(top: v128, bottom: v128, shareTop: v128, shareBottom: v128): v128 {
  const channel = i8x16.narrow_i16x8_u(top, bottom);
  const ofTop = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(channel), shareTop);
  const ofBottom = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(channel), shareBottom);
  return i32x4.add(i32x4.add(ofTop, ofBottom), i32x4.splat((fraction * fraction) >> 1));
}

/** Rounds the sums and writes their levels. */
@inline
function write(at: usize, sums: v128, levels: usize): void {
  const offset = i32x4.shl(i32x4.shr_u(sums, 2 * fractionBits), 2);
  const level = f32x4(
    load<f32>(levels + i32x4.extract_lane(offset, 0)),
    load<f32>(levels + i32x4.extract_lane(offset, 1)),
    load<f32>(levels + i32x4.extract_lane(offset, 2)),
    load<f32>(levels + i32x4.extract_lane(offset, 3)),
  );
  v128.store(at, level);
}
