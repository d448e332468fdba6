import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Check, combine, type Finding, fail, ok, warn } from './check.ts';

const run = promisify(execFile);

/** Parts of FFmpeg that the pipeline requires. */
const needed = {
  encoders: ['libx264', 'aac', 'mjpeg', 'png', 'rawvideo', 'pcm_f32le'],
  decoders: ['h264', 'aac', 'mjpeg', 'png', 'rawvideo'],
  filters: [
    ...['aresample', 'atrim', 'color', 'format', 'fps', 'hflip', 'lutrgb', 'lutyuv', 'negate'],
    ...['overlay', 'premultiply', 'scale', 'setparams', 'setpts', 'setsar', 'settb', 'sidedata'],
    ...['transpose', 'trim', 'vflip'],
  ],
} as const;

/** Without these, some clips are refused. */
const useful = {
  encoders: [],
  decoders: ['hevc', 'vp8', 'vp9', 'mpeg4', 'mp3', 'opus', 'vorbis', 'webp'],
  filters: ['zscale', 'tonemap'],
} as const;

type Kind = keyof typeof needed;

const install =
  'Install FFmpeg 5.1 or newer with libx264 (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg), and make sure that it comes first on PATH.';

export const ffmpegCheck = (): Check => ({
  name: 'ffmpeg',
  limitMs: 30_000,
  async run(signal) {
    const versions = await Promise.all([versionOf('ffmpeg', signal), versionOf('ffprobe', signal)]);
    if (versions.some(({ status }) => status === 'fail')) return combine(versions);
    const kinds = await Promise.all(
      (['encoders', 'decoders', 'filters'] as const).map((kind) => missingParts(kind, signal)),
    );
    return combine([...versions, ...kinds.flat()]);
  },
});

async function versionOf(program: string, signal: AbortSignal): Promise<Finding> {
  try {
    const { stdout } = await run(program, ['-version'], { signal });
    const version = /version (\S+)/.exec(stdout)?.[1] ?? 'of unknown version';
    // Builds from git have no version number; assume a recent one.
    const [major = 0, minor = 0] = /^n?\d+\.\d+/.test(version)
      ? version.replace('n', '').split('.').map(Number.parseFloat)
      : [99];
    if (major * 100 + minor < 501) return fail(`${program} ${version} is too old`, install);
    return ok(`${program} ${version}`);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return fail(`${program} is not on PATH`, install);
    return fail(`${program} cannot be run: ${message}`, install);
  }
}

async function missingParts(kind: Kind, signal: AbortSignal): Promise<Finding[]> {
  const { stdout } = await run('ffmpeg', ['-hide_banner', `-${kind}`], {
    signal,
    maxBuffer: 10_000_000,
  });
  // ` V....D libx264   H.264 …`; also ` T.. scale   V->V   …`
  const known = new Set(
    stdout.split('\n').map((line) => /^ [A-Z.|]{2,6} +(\S+) /.exec(`${line} `)?.[1]),
  );
  const lacking = (names: readonly string[]): string =>
    names.filter((name) => !known.has(name)).join(', ');
  const [bad, optional] = [lacking(needed[kind]), lacking(useful[kind])];
  return [
    ...(bad === ''
      ? []
      : [
          fail(
            `ffmpeg lacks ${kind}: ${bad}`,
            `${install} Some builds omit them for licence reasons.`,
          ),
        ]),
    ...(optional === ''
      ? []
      : [warn(`ffmpeg lacks ${kind}: ${optional}. Some clips will be refused`, install)]),
  ];
}
