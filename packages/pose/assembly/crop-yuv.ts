// AssemblyScript, compiled by `pnpm --dir packages/pose run assemble` into src/native/crop-yuv-code.ts.
//
// The region of a film's frame that a network looks at, sampled as OpenCV's warpPerspective does and converted as
// FFmpeg's swscale does, four pixels of the result at a time: the same bits as src/native/crop.ts writes, in a third
// of the time. Places are bytes of the memory, laid out by whoever calls (src/native/crop-yuv.ts).

/** Parts of a pixel: positions are in 32nds. */
const fractionBits = 5;
const fraction = 1 << fractionBits;

let luma: usize = 0;
let chromaU: usize = 0;
let chromaV: usize = 0;
let lumaStride: v128 = i32x4.splat(0);
let chromaStride: v128 = i32x4.splat(0);
let lastColumn: v128 = i32x4.splat(0);
let lastRow: v128 = i32x4.splat(0);

/** @param at the first of `width * height * 3 / 2` bytes; one more behind them may be read. Sides are even. */
export function useFrame(at: usize, width: i32, height: i32): void {
  luma = at;
  chromaU = luma + width * height;
  chromaV = chromaU + ((width * height) >> 2);
  lumaStride = i32x4.splat(width);
  chromaStride = i32x4.splat(width >> 1);
  lastColumn = i32x4.splat(width - 1);
  lastRow = i32x4.splat(height - 1);
}

let lumaZero: v128 = i32x4.splat(0);
let lumaFactor: v128 = i32x4.splat(0);
let redOfV: v128 = i32x4.splat(0);
let greenOfU: v128 = i32x4.splat(0);
let greenOfV: v128 = i32x4.splat(0);
let blueOfU: v128 = i32x4.splat(0);

/** What luma and chroma are multiplied by, in 65,536ths. */
export function useColours(zero: i32, y: i32, rv: i32, gu: i32, gv: i32, bu: i32): void {
  lumaZero = i32x4.splat(zero);
  lumaFactor = i32x4.splat(y);
  redOfV = i32x4.splat(rv);
  greenOfU = i32x4.splat(gu);
  greenOfV = i32x4.splat(gv);
  blueOfU = i32x4.splat(bu);
}

/** Sums of four pixels of the result, in 1024ths of a byte. */
let red: v128 = i32x4.splat(0);
let green: v128 = i32x4.splat(0);
let blue: v128 = i32x4.splat(0);

/**
 * Writes three planes of `side * side` numbers: red, green and blue. The first pixel is at `(fromX, fromY)` of the
 * frame, the next ones of its row each `(cos, sin)` further, in 32nds of a pixel.
 * @param side a multiple of 4.
 * @param isBlack whether black lies outside the frame; else its edge goes on.
 * @param levels where the numbers for 0 to 255 are.
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
      sample(positions(rowX, cos, x), positions(rowY, sin, x), isBlack);
      write(at, red, levels);
      write(at + plane, green, levels);
      write(at + 2 * plane, blue, levels);
      at += 16;
    }
  }
}

/** Where the pixel `first` of a row and the three after it lie along one axis. */
@inline
function positions(from: f64, step: f64, first: i32): v128 {
  const start = f64x2.splat(from);
  const steps = f64x2.splat(step);
  const place = f64x2.splat(f64(first));
  const a = f64x2.add(start, f64x2.mul(steps, f64x2.add(place, f64x2(0, 1))));
  const b = f64x2.add(start, f64x2.mul(steps, f64x2.add(place, f64x2(2, 3))));
  return v128.shuffle<i32>(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(a)),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(b)),
    0, 1, 4, 5,
  );
}

/** The colours at four positions: of the four pixels around each, by how near they are. */
@inline
function sample(x: v128, y: v128, isBlack: bool): void {
  const left = i32x4.shr_s(x, fractionBits);
  const top = i32x4.shr_s(y, fractionBits);
  const right = i32x4.add(left, i32x4.splat(1));
  const bottom = i32x4.add(top, i32x4.splat(1));
  const toRight = v128.and(x, i32x4.splat(fraction - 1));
  const toBottom = v128.and(y, i32x4.splat(fraction - 1));
  const toLeft = i32x4.sub(i32x4.splat(fraction), toRight);
  const toTop = i32x4.sub(i32x4.splat(fraction), toBottom);
  red = i32x4.splat((fraction * fraction) >> 1);
  green = red;
  blue = red;
  add(left, top, i32x4.mul(toLeft, toTop), isBlack);
  add(right, top, i32x4.mul(toRight, toTop), isBlack);
  add(left, bottom, i32x4.mul(toLeft, toBottom), isBlack);
  add(right, bottom, i32x4.mul(toRight, toBottom), isBlack);
}

/** Adds the colours of four pixels of the frame to the sums, each as often as its share says. */
@inline
function add(column: v128, row: v128, share: v128, isBlack: bool): void {
  const x = between(column, lastColumn);
  const y = between(row, lastRow);
  if (isBlack) share = v128.and(share, v128.and(i32x4.eq(x, column), i32x4.eq(y, row)));
  const stored = bytes(luma, i32x4.add(i32x4.mul(y, lumaStride), x));
  const grey = product(i32x4.sub(stored, lumaZero), lumaFactor);
  const chroma = i32x4.add(i32x4.mul(i32x4.shr_s(y, 1), chromaStride), i32x4.shr_s(x, 1));
  const u = i32x4.sub(bytes(chromaU, chroma), i32x4.splat(128));
  const v = i32x4.sub(bytes(chromaV, chroma), i32x4.splat(128));
  const byte = i32x4.splat(255);
  const ofU = product(u, greenOfU);
  const ofV = product(v, greenOfV);
  red = i32x4.add(red, i32x4.mul(share, between(i32x4.add(grey, product(v, redOfV)), byte)));
  green = i32x4.add(green, i32x4.mul(share, between(i32x4.add(i32x4.add(grey, ofU), ofV), byte)));
  blue = i32x4.add(blue, i32x4.mul(share, between(i32x4.add(grey, product(u, blueOfU)), byte)));
}

/** From 0 to `most`. */
@inline
function between(value: v128, most: v128): v128 {
  return i32x4.max_s(i32x4.splat(0), i32x4.min_s(value, most));
}

@inline
function product(value: v128, factor: v128): v128 {
  return i32x4.shr_s(i32x4.mul(value, factor), 16);
}

@inline
function bytes(from: usize, at: v128): v128 {
  return i32x4(
    load<u8>(from + i32x4.extract_lane(at, 0)),
    load<u8>(from + i32x4.extract_lane(at, 1)),
    load<u8>(from + i32x4.extract_lane(at, 2)),
    load<u8>(from + i32x4.extract_lane(at, 3)),
  );
}

/** The levels of what the sums round to. */
@inline
function write(at: usize, sums: v128, levels: usize): void {
  const place = i32x4.shl(i32x4.shr_u(sums, 2 * fractionBits), 2);
  const level = f32x4(
    load<f32>(levels + i32x4.extract_lane(place, 0)),
    load<f32>(levels + i32x4.extract_lane(place, 1)),
    load<f32>(levels + i32x4.extract_lane(place, 2)),
    load<f32>(levels + i32x4.extract_lane(place, 3)),
  );
  v128.store(at, level);
}
