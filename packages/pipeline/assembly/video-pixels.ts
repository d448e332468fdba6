// AssemblyScript, compiled by `pnpm assemble` into src/render/video-pixels-code.ts.
//
// Converts drawings to YUV 4:2:0 with alpha (BT.709, limited range): planes of luma, of the two chromas of each 2×2
// pixels, and of alpha; two such blocks at a time. Addresses are byte offsets into the memory, which the caller
// (src/render/overlay-picture.ts) lays out.

/** Weights of red, green and blue in luma: ITU-R BT.709. */
const lumaRed: f64 = 0.2126;
const lumaGreen: f64 = 0.7152;
const lumaBlue: f64 = 0.0722;

/** From 0–255 to limited range: luma 16–235, chroma 16–240 around 128. */
const lumaScale: f64 = 219.0 / 255.0;
const uScale: f64 = 224.0 / 255.0 / (2.0 * (1.0 - lumaBlue));
const vScale: f64 = 224.0 / 255.0 / (2.0 * (1.0 - lumaRed));

/** Fixed-point numbers in 65,536ths; the final shift removes the fraction. */
const lumaFrom = i32(16.5 * 65536.0);
const redPart = i32(lumaScale * lumaRed * 65536.0 + 0.5);
const greenPart = i32(lumaScale * lumaGreen * 65536.0 + 0.5);
const bluePart = i32(lumaScale * lumaBlue * 65536.0 + 0.5);

let luma: usize = 0;
let chromaU: usize = 0;
let chromaV: usize = 0;
let alpha: usize = 0;
let stride: usize = 0;

/** @param at address of the first of `width * height * 5 / 2` bytes. Both sides are even. */
export function usePicture(at: usize, width: i32, height: i32): void {
  const pixels = width * height;
  stride = width;
  luma = at;
  chromaU = luma + pixels;
  chromaV = chromaU + (pixels >> 2);
  alpha = chromaV + (pixels >> 2);
}

/**
 * Writes an area, whose numbers are all even, into the picture.
 * @param rgba address of the area's pixels: red, green, blue and straight alpha of each.
 */
export function put(rgba: usize, x: usize, y: usize, width: usize, height: usize): void {
  const rowBytes = width << 2;
  let upper = rgba;
  for (let row = y; row < y + height; row += 2) {
    const end = upper + rowBytes;
    let to = row * stride + x;
    let chromaTo = (row >> 1) * (stride >> 1) + (x >> 1);
    for (; upper + 16 <= end; upper += 16, to += 4, chromaTo += 2) {
      putBlocks(2, v128.load(upper), v128.load(upper + rowBytes), to, chromaTo);
    }
    if (upper < end) {
      putBlocks(1, v128.load64_zero(upper), v128.load64_zero(upper + rowBytes), to, chromaTo);
    }
    upper = end + rowBytes;
  }
}

/**
 * Writes one or two blocks of 2×2 pixels. The chroma of a block is the mean of its pixels weighted by alpha; any other
 * mean would cause colour fringes at edges. The colour of transparent pixels is irrelevant.
 */
@inline
function putBlocks(count: i32, upper: v128, lower: v128, to: usize, chromaTo: usize): void {
  // True for nine tenths of the area around a dancer.
  if (!v128.any_true(v128.or(upper, lower))) return;
  const lumas = bytes(lumaOf(upper), lumaOf(lower));
  const alphas = bytes(channel(upper, 24), channel(lower, 24));
  const red = seen(upper, lower, 0);
  const green = seen(upper, lower, 8);
  const blue = seen(upper, lower, 16);
  const light = lightOf(red, green, blue);
  const opacity = ofBlocks(i32x4.add(channel(upper, 24), channel(lower, 24)));
  const share = f64x2.div(f64x2.splat(1), opacity);
  const chromas = bytes(chromaOf(blue, uScale, light, share), chromaOf(red, vScale, light, share));
  if (count == 2) {
    v128.store32_lane(luma + to, lumas, 0);
    v128.store32_lane(luma + to + stride, lumas, 1);
    v128.store32_lane(alpha + to, alphas, 0);
    v128.store32_lane(alpha + to + stride, alphas, 1);
    v128.store16_lane(chromaU + chromaTo, chromas, 0);
    v128.store16_lane(chromaV + chromaTo, chromas, 2);
  } else {
    v128.store16_lane(luma + to, lumas, 0);
    v128.store16_lane(luma + to + stride, lumas, 2);
    v128.store16_lane(alpha + to, alphas, 0);
    v128.store16_lane(alpha + to + stride, alphas, 2);
    v128.store8_lane(chromaU + chromaTo, chromas, 0);
    v128.store8_lane(chromaV + chromaTo, chromas, 4);
  }
}

/** @param bit first bit of the channel; alpha is the highest byte of a pixel. */
@inline
function channel(pixels: v128, bit: i32): v128 {
  return v128.and(i32x4.shr_u(pixels, bit), i32x4.splat(255));
}

@inline
function lumaOf(pixels: v128): v128 {
  const red = i32x4.mul(channel(pixels, 0), i32x4.splat(redPart));
  const green = i32x4.mul(channel(pixels, 8), i32x4.splat(greenPart));
  const blue = i32x4.mul(channel(pixels, 16), i32x4.splat(bluePart));
  const all = i32x4.add(i32x4.add(i32x4.splat(lumaFrom), red), i32x4.add(green, blue));
  return i32x4.shr_u(all, 16);
}

/** Sum of a channel over the pixels of each block, weighted by alpha. */
@inline
function seen(upper: v128, lower: v128, bit: i32): v128 {
  const above = i32x4.dot_i16x8_s(channel(upper, bit), channel(upper, 24));
  const below = i32x4.dot_i16x8_s(channel(lower, bit), channel(lower, 24));
  return ofBlocks(i32x4.add(above, below));
}

/** Sums of two adjacent columns each, of four columns. */
@inline
function ofBlocks(columns: v128): v128 {
  const sums = i32x4.add(columns, i64x2.shr_u(columns, 32));
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(sums, sums, 0, 2, 0, 2));
}

@inline
function lightOf(red: v128, green: v128, blue: v128): v128 {
  const ofRed = f64x2.mul(f64x2.splat(lumaRed), red);
  const ofGreen = f64x2.mul(f64x2.splat(lumaGreen), green);
  const ofBlue = f64x2.mul(f64x2.splat(lumaBlue), blue);
  return f64x2.add(f64x2.add(ofRed, ofGreen), ofBlue);
}

@inline
function chromaOf(colour: v128, scale: f64, light: v128, share: v128): v128 {
  const off = f64x2.mul(f64x2.mul(f64x2.splat(scale), f64x2.sub(colour, light)), share);
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.splat(128.5), off));
}

/** Packs eight numbers of up to 255 into bytes. */
@inline
function bytes(first: v128, second: v128): v128 {
  const shorts = i16x8.narrow_i32x4_s(first, second);
  return i8x16.narrow_i16x8_u(shorts, shorts);
}
