import { type Matrix, quarters } from './test-media.ts';

/** A clip made by ffmpeg, with the properties that tests expect. Its picture is {@link quarters}, 160×120. */
export interface Clip {
  readonly name: string;
  /** Arguments of ffmpeg. */
  readonly make: readonly string[];
  /** Written into the track header afterwards: FFmpeg's own option changed between versions. */
  readonly matrix?: Matrix;
  readonly frames: number;
  readonly rotation?: number;
  readonly sound?: 'copied' | 'encoded';
  readonly variable?: boolean;
  readonly hdr?: boolean;
}

export const clipSize = { width: 160, height: 120 };

const words = (text: string): string[] => text.split(' ');
const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
const picture = lavfi(quarters(clipSize));
const filtered = (filters: string): string[] => lavfi(`${quarters(clipSize)},${filters}`);
const tone = lavfi('sine=frequency=440:duration=1');
const surround = lavfi('anoisesrc=duration=1:amplitude=0.1,aformat=channel_layouts=5.1');
const h264 = words('-c:v libx264 -preset ultrafast -pix_fmt yuv420p');
const aac = words('-c:a aac');

/** Stored rotated, with a display matrix `a b c d` that rotates it back. */
const rotated = (name: string, filter: string, rotation: number, matrix: Matrix): Clip => ({
  name,
  make: [...filtered(filter), ...h264],
  matrix,
  frames: 25,
  rotation,
});

/** White at 203 cd/m², according to BT.2408. */
const hdr = (name: string, transfer: string): Clip => ({
  name,
  make: [
    ...filtered(
      `format=gbrp,zscale=matrixin=gbr:primariesin=bt709:transferin=bt709:rangein=full:primaries=bt2020:transfer=${transfer}:matrix=bt2020nc:range=limited:npl=203,format=yuv420p10le`,
    ),
    ...words('-c:v libx264 -preset ultrafast -color_primaries bt2020 -colorspace bt2020nc'),
    ...['-color_trc', transfer],
  ],
  frames: 25,
  hdr: true,
});

export const clips: readonly Clip[] = [
  { name: 'plain.mp4', make: [...picture, ...tone, ...h264, ...aac], frames: 25, sound: 'copied' },
  rotated('quarter-turn.mp4', 'transpose=cclock', 90, [0, 1, -1, 0]),
  rotated('half-turn.mov', 'hflip,vflip', 180, [-1, 0, 0, -1]),
  rotated('three-quarter-turn.mp4', 'transpose=clock', 270, [0, -1, 1, 0]),
  rotated('mirrored.mp4', 'hflip', 0, [-1, 0, 0, 1]),
  { name: 'wide-pixels.mp4', make: [...filtered('scale=80:120,setsar=2'), ...h264], frames: 25 },
  {
    name: 'odd.mp4',
    make: [...filtered('scale=159:119'), ...words('-c:v libx264 -qp 0 -pix_fmt yuv444p')],
    frames: 25,
  },
  { name: 'ntsc.mkv', make: [...lavfi(quarters(clipSize, '30000/1001')), ...h264], frames: 30 },
  { name: 'fast.mp4', make: [...lavfi(quarters(clipSize, '120')), ...h264], frames: 60 },
  {
    // 25 frames in the first second, 12 in the second.
    name: 'variable.mp4',
    make: [
      ...lavfi(`${quarters(clipSize, '25', 2)},select=lt(t\\,1)+not(mod(n\\,2))`),
      ...words('-fps_mode vfr'),
      ...h264,
    ],
    frames: 37,
    variable: true,
  },
  {
    name: 'ten-bit.mp4',
    make: [...picture, ...words('-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le')],
    frames: 25,
  },
  hdr('hlg.mp4', 'arib-std-b67'),
  hdr('pq.mp4', 'smpte2084'),
  {
    name: 'vp9-opus.webm',
    make: [
      ...picture,
      ...tone,
      ...words('-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus'),
    ],
    frames: 25,
    sound: 'encoded',
  },
  {
    // FFmpeg's AVI writer skips the second frame's position and turns 25 frames into 26.
    name: 'mjpeg-mp3.avi',
    make: [...picture, ...tone, ...words('-c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a libmp3lame')],
    frames: 26,
    sound: 'encoded',
  },
  {
    name: 'prores-pcm.mov',
    make: [...picture, ...tone, ...words('-c:v prores_ks -profile:v 2 -c:a pcm_s16le')],
    frames: 25,
    sound: 'encoded',
  },
  {
    // The priming of the sound shifts the fragments by half a frame.
    name: 'fragmented.mp4',
    make: [...picture, ...tone, ...h264, ...aac, ...words('-movflags frag_keyframe+empty_moov')],
    frames: 26,
    sound: 'copied',
  },
  {
    // As browsers record: no duration in the header.
    name: 'live.webm',
    make: [...picture, ...words('-c:v libvpx -deadline realtime -pix_fmt yuv420p -live 1')],
    frames: 25,
  },
  {
    name: 'late-sound.mp4',
    make: [...picture, ...words('-itsoffset 0.4'), ...tone, ...h264, ...aac],
    frames: 25,
    sound: 'copied',
  },
  {
    name: 'late-picture.mp4',
    make: [
      ...words('-itsoffset 0.4'),
      ...picture,
      ...tone,
      ...words('-fps_mode passthrough'),
      ...h264,
      ...aac,
    ],
    frames: 25,
    sound: 'copied',
  },
  {
    name: 'surround.mkv',
    make: [...picture, ...surround, ...h264, ...words('-c:a ac3')],
    frames: 25,
    sound: 'encoded',
  },
];
