import { defaultMediaLimits, rgbaPixels, standardYuv } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { decodeTask } from '../decode/decode-frames.ts';
import { nearestPixels } from '../decode/frame-filters.ts';
import { headerTask, packetTask } from '../probe/ffprobe.ts';
import type { ProbedFile } from '../probe/probed-file.ts';
import { decodingThreads } from '../probe/threads.ts';
import { FfmpegCommand } from '../process/ffmpeg-command.ts';
import {
  renderImageTask,
  renderVideoTask,
  type Sound,
  type VideoComposition,
  type VideoPartPaths,
} from './render-task.ts';

const file: ProbedFile = {
  path: '/in put/-i %d.mp4',
  mediaInfo: {} as ProbedFile['mediaInfo'],
  plan: {
    width: 1080,
    height: 1920,
    rate: { num: 30_000, den: 1001 },
    frameCount: 300,
    startMs: 0,
    durationMs: 10_010,
  },
  warnings: [],
  source: {
    container: { demuxer: 'mov', kind: 'video' },
    videoIndex: 2,
    orientation: 6,
    colour: { matrix: 'bt601', fullRange: true, hdr: null, wideGamut: null, alpha: false },
    audio: { index: 0, copy: true, channels: 2, sampleRateHz: 44_100 },
    part: null,
    leadFrames: 3,
    keyFrameSeconds: null,
    maxPixels: 1_000_000,
    maxFrames: 1000,
    maxDurationMs: 900_000,
    bounds: defaultMediaLimits,
  },
};
const source = (changes: Partial<ProbedFile['source']>): ProbedFile => ({
  ...file,
  source: { ...file.source, ...changes },
});
const composition = (changes: Partial<VideoComposition> = {}): VideoComposition => ({
  file,
  size: { width: 540, height: 960 },
  box: { x: 120, y: 40, width: 300, height: 800 },
  background: 'original',
  posterFrame: 7,
  encode: { preset: 'veryfast', crf: 23, maxHeight: 1080 },
  thumbnails: { every: 8, width: 90, height: 160 },
  ...changes,
});
const parts: VideoPartPaths = {
  result: '/out/a.mp4.part',
  poster: '/out/%d.jpg.part',
  thumbnails: '/out/small.part',
};
const target = {
  path: file.path,
  container: file.source.container,
  limits: defaultMediaLimits,
  signal: new AbortController().signal,
};

/** The value of an option. */
const after = (argv: readonly string[], option: string): string | undefined =>
  argv[argv.indexOf(option) + 1];
const videoArgs = (
  changes: Partial<VideoComposition> = {},
  sound: Sound = 'copy',
  paths: VideoPartPaths = parts,
): string[] => new FfmpegCommand(renderVideoTask(composition(changes), sound, paths)).argv;

describe('every call opens the user’s file with the same safe options', () => {
  test.each([
    ['header', headerTask(target)],
    ['packets', packetTask(target, 2)],
    ['first pass', decodeTask(file, rgbaPixels)],
    ['second pass', renderVideoTask(composition(), 'copy', parts)],
    ['photo', renderImageTask(composition(), parts)],
  ])('%s', (_name, task) => {
    const { argv } = new FfmpegCommand(task);
    const input = argv.indexOf('-i');
    expect(argv[input + 1]).toBe('file:/in put/-i %d.mp4');
    const guards = argv.slice(0, input);
    expect(after(guards, '-protocol_whitelist')).toBe('file,pipe');
    expect(after(guards, '-format_whitelist')).toBe('mov');
    expect(after(guards, '-f')).toBe('mov');
  });
});

describe('the command line', () => {
  test('of ffprobe ends with the target of the report', () => {
    const { argv } = new FfmpegCommand(packetTask(target, 2));
    expect(argv.slice(-2)).toEqual(['-o', 'pipe:1']);
    expect(after(argv, '-select_streams')).toBe('2');
    expect(Number(after(argv, '-max_pixels'))).toBeGreaterThan(defaultMediaLimits.maxPixels);
  });

  test('of the first pass', () => {
    const { argv } = new FfmpegCommand(decodeTask(file, rgbaPixels));
    expect(after(argv, '-map')).toBe('0:2');
    expect(after(argv, '-vf')).toBe(
      'fps=fps=30000/1001:start_time=0.100100:round=near,scale=w=1920:h=1080:in_color_matrix=bt601:in_range=pc:out_range=pc,format=rgba,transpose=clock,setsar=1,sidedata=mode=delete',
    );
    expect(argv).toEqual(
      expect.arrayContaining(['-nostdin', '-noautorotate', '-reinit_filter:v', '-max_error_rate']),
    );
    expect(argv.slice(-5)).toEqual(['-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1']);
    expect(argv).not.toContain('-ss');
  });

  test('of the first pass seeks to the analysed part', () => {
    const part = { startSeconds: 1.5, durationSeconds: 2 };
    const { argv } = new FfmpegCommand(decodeTask(source({ part }), rgbaPixels));
    const input = argv.slice(0, argv.indexOf('-i'));
    expect([after(input, '-ss'), after(input, '-t')]).toEqual(['1.500', '2.000']);
    expect(after(argv, '-vf')).toContain(',trim=end_frame=300,');
  });

  test('of one of several decoders uses its share of the threads', () => {
    const threads = (decoders: number): number =>
      Number(after(new FfmpegCommand(decodeTask(file, rgbaPixels, { decoders })).argv, '-threads'));
    expect(threads(1)).toBe(decodingThreads);
    expect(threads(2)).toBe(Math.floor(decodingThreads / 2));
    expect(threads(8)).toBe(1);
  });

  test('of the second pass', () => {
    const argv = videoArgs();
    expect(after(argv, '-filter_complex')).toBe(
      '[0:2]fps=fps=30000/1001:start_time=0.100100:round=near,scale=w=960:h=540:in_color_matrix=bt601:in_range=pc:out_color_matrix=bt709:out_range=tv,format=yuv420p,transpose=clock,setsar=1,sidedata=mode=delete,setpts=N[picture];' +
        '[1:v]setpts=N[drawing];' +
        '[picture][drawing]overlay=x=120:y=40:format=yuv420:alpha=straight:shortest=1,settb=1001/30000,setpts=N+3,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,' +
        'split=3[out][shown][small];[shown]select=eq(n\\,0)+eq(n\\,7),setpts=PTS+86400/TB,scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p[poster];' +
        '[small]select=not(mod(n\\,8)),setpts=PTS+86400/TB,scale=w=90:h=160:out_range=pc,format=rgba[thumbnails]',
    );
    expect(argv[argv.lastIndexOf('-i') + 1]).toBe('pipe:0');
    expect(after(argv, '-video_size')).toBe('300x800');
    expect([after(argv, '-preset'), after(argv, '-crf'), after(argv, '-g')]).toEqual([
      'veryfast',
      '23',
      '60',
    ]);
    expect(argv).toEqual(
      expect.arrayContaining([
        '-profile:v',
        '-movflags',
        '+faststart',
        '-map_metadata',
        '-map_chapters',
      ]),
    );
    const result = argv.indexOf('file:/out/a.mp4.part');
    expect(argv.slice(0, result)).not.toContain('[poster]');
    const poster = argv.slice(result + 1);
    expect(['-map', '-frames:v', '-f'].map((option) => after(poster, option))).toEqual([
      '[poster]',
      '2',
      'image2',
    ]);
    expect(poster).toContain('file:/out/%d.jpg.part');
    expect(argv.slice(-3)).toEqual(['-f', 'rawvideo', 'file:/out/small.part']);
  });

  test.each(['original', 'dimmed', 'black'] as const)(
    'of the second pass with a preview, over %s, encodes the picture without drawings too',
    (background) => {
      const argv = videoArgs({ background }, 'copy', { ...parts, preview: '/out/p.mp4.part' });
      const graph = after(argv, '-filter_complex') ?? '';
      expect(graph.match(/\[0:2\]/g)).toHaveLength(1);
      expect(graph).toMatch(/;\[original\]settb=1001\/30000,setpts=N\+3,setparams=[^;]*\[clean\]$/);
      const preview = argv.slice(argv.indexOf('[clean]') - 1);
      expect(['-c:v', '-c:a', '-crf', '-f'].map((option) => after(preview, option))).toEqual([
        ...['libx264', 'copy', '23', 'mp4'],
      ]);
      expect(preview.at(-1)).toBe('file:/out/p.mp4.part');
      expect(argv.filter((option) => option === '-progress')).toHaveLength(1);
    },
  );

  test('does not decode a video that black replaces', () => {
    const graph = after(videoArgs({ background: 'black' }), '-filter_complex');
    expect(graph).toMatch(/^color=c=black:size=540x960:rate=30000\/1001,/);
    expect(graph).not.toContain('[0:2]');
  });

  test.each<[string, Sound, { channels: number; sampleRateHz: number }, unknown[]]>([
    ['is copied', 'copy', { channels: 2, sampleRateHz: 44_100 }, ['copy', undefined, undefined]],
    ['becomes AAC', 'encode', { channels: 1, sampleRateHz: 44_100 }, ['aac', '1', '44100']],
    [
      'becomes stereo at a rate that AAC has',
      'encode',
      { channels: 6, sampleRateHz: 192_000 },
      ['aac', '2', '48000'],
    ],
    [
      'is left out',
      'none',
      { channels: 2, sampleRateHz: 44_100 },
      [undefined, undefined, undefined],
    ],
  ])('sound %s', (_case, sound, audio, expected) => {
    const changed = source({ audio: { index: 0, copy: true, ...audio } });
    const argv = videoArgs({ file: changed }, sound);
    const given = (option: string): string | undefined =>
      argv.includes(option) ? after(argv, option) : undefined;
    expect(['-c:a', '-ac', '-ar'].map(given)).toEqual(expected);
  });

  test('maps no sound if there is none', () => {
    expect(videoArgs({ file: source({ audio: null }) })).not.toContain('-c:a');
  });

  test('tone-maps HDR before any other conversion of colours', () => {
    const colour = {
      matrix: 'bt2020',
      fullRange: false,
      hdr: 'pq',
      wideGamut: 'bt2020',
      alpha: false,
    } as const;
    const graph = after(videoArgs({ file: source({ colour }) }), '-filter_complex');
    expect(graph).toMatch(
      /transferin=smpte2084.*tonemap=mobius.*matrix=bt709.*,scale=w=960:h=540,format=yuv420p,/,
    );
  });
});

describe('nearestPixels', () => {
  const colour = {
    matrix: 'bt601',
    fullRange: true,
    hdr: null,
    wideGamut: null,
    alpha: false,
  } as const;
  test.each([
    ['video', {}, { layout: 'yuv420p', matrix: 'bt601', fullRange: true }],
    ['video with a rare matrix', { matrix: 'smpte240m' as const }, standardYuv],
    ['HDR', { matrix: 'bt2020' as const, wideGamut: 'bt2020' as const }, standardYuv],
    ['RGB', { matrix: null }, rgbaPixels],
    ['transparent video', { alpha: true }, rgbaPixels],
  ])('of %s', (_case, changed, expected) => {
    expect(nearestPixels(source({ colour: { ...colour, ...changed } }).source)).toEqual(expected);
  });

  test('of a photo', () => {
    const container = {
      demuxer: 'mjpeg',
      kind: 'image',
    } as unknown as ProbedFile['source']['container'];
    expect(nearestPixels(source({ colour, container }).source)).toBe(rgbaPixels);
  });

  test('need no conversion', () => {
    const { argv } = new FfmpegCommand(decodeTask(file, nearestPixels(file.source)));
    expect(after(argv, '-vf')).toContain(',scale=w=1920:h=1080,format=yuv420p,');
  });
});
