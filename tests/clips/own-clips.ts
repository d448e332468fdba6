import { join } from 'node:path';
import type { WarningCode } from '@dance-pose/contracts';
import type { Clip, Wanted } from './clip.ts';
import { turnedDancers, uprightDancer } from './dancer-clips.ts';
import { setDisplayMatrix } from './display-matrix.ts';
import { ffmpeg, type Scene, scenePicture, sceneSound } from './scene.ts';

const words = (text: string): string[] => text.split(' ');
const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
const h264 = words('-c:v libx264 -preset ultrafast -bf 2 -g 30 -pix_fmt yuv420p');
const hevc = words('-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1');
const aac = words('-c:a aac');
const tone = lavfi(sceneSound());

/** Default result of a scene: 1.5 s, 320×240, 30 frames per second, its own AAC. */
const plain: Wanted = {
  ...{ width: 320, height: 240, fps: 30, frames: 45, sound: 'copied', colourTolerance: 24 },
  warnings: ['low-frame-rate'],
};

interface SceneFile {
  /** Filters between the scene and the encoder. */
  readonly filters?: string;
  readonly scene?: Scene;
  /** Options of ffmpeg before the picture's input, such as `-itsoffset`. */
  readonly before?: readonly string[];
  readonly sound?: readonly string[];
  readonly encode: readonly string[];
  /** Modifies the encoded file. */
  readonly change?: (path: string) => Promise<void>;
  readonly trim?: Clip['trim'];
  readonly wanted?: Partial<Wanted>;
}

const scene = (name: string, sceneFile: SceneFile): Clip => ({
  name,
  engine: 'nobody',
  ...(sceneFile.trim && { trim: sceneFile.trim }),
  wanted: { ...plain, ...sceneFile.wanted },
  async prepare(folder) {
    const path = join(folder, name);
    const { filters, before = [], sound = tone, encode } = sceneFile;
    const picture = [scenePicture(sceneFile.scene), filters].filter(Boolean).join(',');
    await ffmpeg(...before, ...lavfi(picture), ...sound, ...encode, path);
    await sceneFile.change?.(path);
    return path;
  },
});

/** The scene as a phone records it, remuxed with other options. */
const rewritten = (
  name: string,
  options: readonly string[],
  wanted: Partial<Wanted> = {},
  before: readonly string[] = [],
): Clip => ({
  name,
  engine: 'nobody',
  wanted: { ...plain, ...wanted },
  async prepare(folder) {
    const [filmed, path] = [join(folder, `filmed-${name}.mp4`), join(folder, name)];
    await ffmpeg(...lavfi(scenePicture()), ...tone, ...h264, ...aac, filmed);
    await ffmpeg(...before, '-i', filmed, '-c', 'copy', ...options, path);
    return path;
  },
});

/** Stored rotated by `filters`; a display matrix `a b c d` in the header of the first track undoes it. */
const rotated = (name: string, filters: string, matrix: readonly number[]): Clip =>
  scene(name, {
    filters,
    encode: [...h264, ...aac],
    change: (path) => setDisplayMatrix(path, matrix),
  });

/** HDR as phones record it: HEVC Main 10, white at 203 cd/m² (ITU-R BT.2408). */
const hdr = (name: string, transfer: string, size: Scene = {}, wanted: Partial<Wanted> = {}) =>
  scene(name, {
    scene: size,
    sound: lavfi(sceneSound(size.seconds)),
    filters: `format=gbrp,zscale=matrixin=gbr:primariesin=bt709:transferin=bt709:rangein=full:primaries=bt2020:transfer=${transfer}:matrix=bt2020nc:range=limited:npl=203,format=yuv420p10le`,
    encode: [
      ...hevc,
      ...words('-color_primaries bt2020 -colorspace bt2020nc -color_range tv -color_trc'),
      ...[transfer, ...aac],
    ],
    // The brightest red, green and blue of BT.709 leave room for highlights in HDR.
    wanted: { colourTolerance: 100, warnings: ['hdr-tone-mapped', 'low-frame-rate'], ...wanted },
  });

/** From 720 rows on, untagged video is treated as BT.709, by browsers as well. */
const hd = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

const lowRate: WarningCode[] = ['low-frame-rate'];
const encodedSound: Partial<Wanted> = {
  sound: 'encoded',
  warnings: [...lowRate, 'sound-re-encoded'],
};

const pictures: readonly Clip[] = [
  scene('plain.mp4', { encode: [...h264, ...aac] }),
  rotated('quarter-turn.mp4', 'transpose=cclock', [0, 1, -1, 0]),
  rotated('half-turn.mov', 'hflip,vflip', [-1, 0, 0, -1]),
  rotated('three-quarter-turn.mp4', 'transpose=clock', [0, -1, 1, 0]),
  rotated('front-camera.mp4', 'hflip', [-1, 0, 0, 1]),
  scene('wide-pixels.mp4', { filters: 'scale=160:240,setsar=2', encode: [...h264, ...aac] }),
  scene('high-pixels.mkv', { filters: 'scale=320:120,setsar=1/2', encode: [...h264, ...aac] }),
  scene('odd.mp4', {
    filters: 'scale=319:239',
    encode: [...words('-c:v libx264 -preset ultrafast -pix_fmt yuv444p'), ...aac],
    wanted: { warnings: [...lowRate, 'small-picture'] },
  }),
  scene('ten-bit.mp4', { encode: [...h264, '-pix_fmt', 'yuv420p10le', ...aac] }),
  hdr('hlg.mov', 'arib-std-b67'),
  hdr('pq.mp4', 'smpte2084'),
  scene('full-range.mp4', {
    filters: 'scale=out_range=pc:out_color_matrix=bt601,format=yuvj420p',
    encode: [...h264, ...words('-pix_fmt yuvj420p -color_range pc -colorspace smpte170m'), ...aac],
  }),
];

const codecs: readonly Clip[] = [
  scene('hevc.mp4', { encode: [...hevc, '-pix_fmt', 'yuv420p', ...aac] }),
  scene('vp9-opus.webm', {
    encode: words(
      '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus -ac 2',
    ),
    wanted: encodedSound,
  }),
  scene('vp8-vorbis.webm', {
    encode: words('-c:v libvpx -deadline realtime -pix_fmt yuv420p -b:v 1M -c:a libvorbis'),
    wanted: encodedSound,
  }),
  scene('mpeg4-mp3.avi', {
    encode: words('-c:v mpeg4 -q:v 3 -pix_fmt yuv420p -c:a libmp3lame'),
    // The sound starts with MP3's encoder delay, which shifts the picture beyond a frame.
    wanted: { ...encodedSound, frames: 46 },
  }),
  scene('mjpeg-pcm.avi', {
    encode: words('-c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a pcm_s16le'),
    wanted: encodedSound,
  }),
  scene('prores-pcm.mov', {
    // A camera's time code is a separate track.
    encode: words('-c:v prores_ks -profile:v 2 -c:a pcm_s16le -timecode 10:00:00:00'),
    wanted: encodedSound,
  }),
];

const rates: readonly Clip[] = [
  scene('sixty.mp4', {
    scene: { rate: '60000/1001' },
    encode: [...h264, ...aac],
    wanted: { fps: 60_000 / 1001, frames: 90, warnings: [] },
  }),
  scene('variable.mp4', {
    // 30 frames in the first second, 15 in the second.
    filters: 'select=lt(t\\,1)+not(mod(n\\,2))',
    encode: [...words('-fps_mode vfr'), ...h264, ...aac],
    wanted: { fps: 555 / 22, frames: 38, warnings: ['variable-frame-rate', ...lowRate] },
  }),
  scene('screen-recording-120.mp4', {
    // As tall as a phone's screen; frames without changes are missing.
    scene: { width: 590, height: 1278, rate: '120', seconds: 0.5 },
    sound: lavfi(sceneSound(0.5)),
    filters: `${hd},select=gt(mod(n\\,11)\\,0)`,
    encode: [...words('-fps_mode vfr'), ...h264, ...aac],
    wanted: {
      ...{ width: 590, height: 1278, fps: 60, frames: 30 },
      warnings: ['frame-rate-reduced', 'variable-frame-rate'],
    },
  }),
  scene('slow-motion-240.mov', {
    scene: { rate: '240', seconds: 0.5 },
    sound: lavfi(sceneSound(0.5)),
    encode: [...h264, ...aac],
    wanted: { fps: 60, frames: 30, warnings: ['frame-rate-reduced'] },
  }),
];

const times: readonly Clip[] = [
  scene('late-sound.mp4', {
    sound: ['-itsoffset', '0.2', ...lavfi(sceneSound(1.3))],
    encode: [...h264, ...aac],
  }),
  scene('late-picture.mp4', {
    before: ['-itsoffset', '0.2'],
    sound: lavfi(sceneSound(1.7)),
    encode: [...words('-fps_mode passthrough'), ...h264, ...aac],
  }),
  rewritten('edit-list.mp4', [], { frames: 36 }, ['-ss', '0.3']),
  rewritten('no-edit-list.mp4', words('-use_editlist 0')),
  rewritten('negative.mp4', words('-avoid_negative_ts disabled -output_ts_offset -0.25'), {
    frames: 37,
  }),
  rewritten('negative.mkv', words('-avoid_negative_ts disabled -output_ts_offset -0.25'), {
    frames: 37,
  }),
  rewritten('negative-composition.mp4', words('-movflags negative_cts_offsets')),
  rewritten('from-the-fifth-second.mkv', words('-output_ts_offset 5')),
  rewritten('fragmented.mp4', words('-movflags frag_keyframe+empty_moov+default_base_moof')),
  scene('cut.mp4', {
    encode: [...h264, ...aac],
    trim: { startMs: 300, endMs: 1400 },
    wanted: { ...encodedSound, frames: 33 },
  }),
];

const noise = lavfi('anoisesrc=duration=1.5:amplitude=0.3');
const sounds: readonly Clip[] = [
  scene('no-sound.mp4', {
    sound: [],
    encode: h264,
    wanted: { sound: null, warnings: [...lowRate, 'no-sound'] },
  }),
  scene('silent.mp4', {
    sound: lavfi('anullsrc=d=1.5'),
    encode: [...h264, ...aac],
    wanted: { warnings: [...lowRate, 'silent-sound'] },
  }),
  scene('two-sounds.mp4', {
    sound: [...tone, ...noise],
    encode: [...words('-map 0 -map 1 -map 2'), ...h264, ...aac],
    wanted: { warnings: ['sound-tracks-dropped', ...lowRate] },
  }),
  scene('second-sound-plays.mkv', {
    sound: [...noise, ...tone],
    encode: [
      ...words('-map 0 -map 1 -map 2 -disposition:a:0 0 -disposition:a:1 default'),
      ...[...h264, ...aac],
    ],
    wanted: { soundTrack: 1, warnings: ['sound-tracks-dropped', ...lowRate] },
  }),
  scene('surround.mkv', {
    sound: lavfi(`${sceneSound()},pan=5.1|FL=c0|FR=c0|FC=c0|LFE=0*c0|BL=c0|BR=c0`),
    encode: [...h264, ...words('-c:a ac3')],
    wanted: encodedSound,
  }),
];

const location = '+48.8584+002.2945+035.000/';
const secrets = [location, '48.8584', 'iSpy 17', 'My bedroom', 'First verse'];
/** Metadata as an iPhone writes it: location, device and time. */
const personalMetadata = [
  ...['-metadata', `com.apple.quicktime.location.ISO6709=${location}`],
  ...['-metadata', `location=${location}`, '-metadata', `location-eng=${location}`],
  ...['-metadata', 'com.apple.quicktime.model=iSpy 17', '-metadata', 'model=iSpy 17'],
  ...['-metadata', 'title=My bedroom', '-metadata', 'creation_time=2026-01-02T03:04:05Z'],
  ...['-metadata:s:v:0', 'handler_name=iSpy 17 camera', '-metadata:s:a:0', 'title=My bedroom'],
];

const metadata: readonly Clip[] = [
  rewritten('where-i-live.mov', [...words('-movflags use_metadata_tags'), ...personalMetadata], {
    secrets,
  }),
  rewritten('where-i-live-udta.mov', personalMetadata, { secrets }),
  rewritten('where-i-live.mkv', personalMetadata, { secrets }),
];

const large = scene('4k.mp4', {
  scene: { width: 3840, height: 2160, rate: '10', seconds: 0.5 },
  filters: hd,
  sound: lavfi(sceneSound(0.5)),
  encode: [...h264, ...aac],
  wanted: { width: 3840, height: 2160, fps: 10, frames: 5 },
});

const largeHdr = hdr(
  '4k-upright-hlg.mov',
  'arib-std-b67',
  { width: 2160, height: 3840, rate: '10', seconds: 0.5 },
  { width: 2160, height: 3840, fps: 10, frames: 5 },
);

/** Kinds of clips that phones and cameras record, as short as possible. */
export const ownClips: readonly Clip[] = [
  ...[...pictures, ...codecs, ...rates, ...times, ...sounds, ...metadata, large, uprightDancer],
];

/** Combinations of these kinds, which take longer. */
export const longClips: readonly Clip[] = [largeHdr, ...turnedDancers];
