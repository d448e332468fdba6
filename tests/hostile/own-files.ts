import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ErrorCode, MediaLimits } from '@dance-pose/contracts';
import type { Canary } from './canary.ts';
import { box, withNumber } from './mp4-boxes.ts';

/** A hostile file made here, and its expected outcome. */
export interface OwnFile {
  readonly name: string;
  readonly expected: ErrorCode | 'processed';
  readonly limits?: Partial<MediaLimits>;
  make(given: Given): Buffer | string | Promise<Buffer>;
}

export interface Given {
  readonly canary: Canary;
  /** 1 s of 64×64 with sound; the index comes first. */
  readonly clip: Buffer;
  /** Runs `ffmpeg <args>` with an output file of this extension; resolves with its content. */
  video(args: string, ending?: string): Promise<Buffer>;
}

/** @param folder for FFmpeg's output. */
export async function given(folder: string, canary: Canary): Promise<Given> {
  const video: Given['video'] = async (args, ending = 'mp4') => {
    const path = join(folder, `made.${ending}`);
    const options = ['-v', 'error', '-y', ...args.split(' '), path];
    await promisify(execFile)('ffmpeg', options, { timeout: 60_000 });
    return readFile(path);
  };
  return {
    canary,
    video,
    clip: await video(`${picture()} ${tone} ${h264} -c:a aac ${indexFirst}`),
  };
}

const picture = (size = '64x64', more = 'duration=1'): string =>
  `-f lavfi -i testsrc2=size=${size}:${more}`;
const tone = '-f lavfi -i sine=duration=1';
const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';
const indexFirst = '-movflags +faststart';

const playlist = (uri: string, more = ''): string =>
  `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-TARGETDURATION:1\n${more}#EXTINF:1.0,\n${uri}\n#EXT-X-ENDLIST\n`;

type Make = OwnFile['make'];
const refused = (name: string, expected: ErrorCode, make: Make, limits = {}): OwnFile => ({
  ...{ name, expected, make, limits },
});
const processed = (name: string, make: Make): OwnFile => ({ name, expected: 'processed', make });

/** Files that refer to others, on the disk or in the network. */
export const scripts: readonly OwnFile[] = [
  ...(
    [
      ['film.mp4', ({ videoPath }) => videoPath],
      ['path.mp4', ({ textPath }) => textPath],
      ['url.m3u8', ({ textPath }) => `file://${textPath}`],
      ['subfile.mp4', ({ textPath }) => `subfile,,start,0,end,64,,:${textPath}`],
      ['joined.mp4', ({ textPath }) => `concat:${textPath}|${textPath}`],
      ['data.mp4', () => 'data:text/plain;base64,QUFBQQ=='],
      ['web.mp4', ({ port }) => `http://127.0.0.1:${port}/x.ts`],
      ['tcp.mp4', ({ port }) => `tcp://127.0.0.1:${port}`],
    ] satisfies [string, (canary: Canary) => string][]
  ).map(([name, uri]) =>
    refused(`playlist-${name}`, 'unsupported-format', ({ canary }) => playlist(uri(canary))),
  ),
  refused('playlist-key.mp4', 'unsupported-format', ({ canary }) =>
    playlist('x.ts', `#EXT-X-KEY:METHOD=AES-128,URI="file://${canary.textPath}",IV=0x0\n`),
  ),
  refused(
    'concat.mp4',
    'unsupported-format',
    ({ canary }) => `ffconcat version 1.0\nfile ${canary.videoPath}\n`,
  ),
  refused(
    'session.mp4',
    'unsupported-format',
    ({ canary }) =>
      `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video ${canary.port} RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  ),
  refused(
    'manifest.mpd',
    'unsupported-format',
    ({ canary }) =>
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>file://${canary.textPath}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`,
  ),
  refused(
    'drawing.mp4',
    'unsupported-format',
    ({ canary }) =>
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${canary.textPath}"/></svg>`,
  ),
  // A box that may come first, then a playlist: FFmpeg would guess either.
  refused('free-then-playlist.mp4', 'unreadable-media', ({ canary }) =>
    Buffer.concat([box('free'), Buffer.from(playlist(canary.videoPath))]),
  ),
];

/** Files whose content differs from their name, or that are empty. */
export const impostors: readonly OwnFile[] = [
  refused('empty.mp4', 'unreadable-media', () => ''),
  refused('one-byte.mp4', 'unsupported-format', () => '\0'),
  refused('text.mp4', 'unsupported-format', () => 'this is not a video\n'.repeat(20)),
  refused('program.mp4', 'unsupported-format', () => `\x7fELF\x02\x01\x01${'\0'.repeat(57)}`),
  refused('noise.mp4', 'unsupported-format', () =>
    Buffer.concat([Buffer.alloc(8, 1), randomBytes(65_536)]),
  ),
  refused('page.mp4', 'unsupported-format', ({ clip }) =>
    Buffer.concat([Buffer.from('<html><script>alert(1)</script></html>'), clip]),
  ),
  processed('archive.mp4', ({ clip }) =>
    Buffer.concat([clip, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
  ),
  processed('picture.mp4', ({ video }) => video(`${picture()} -frames:v 1 -update 1`, 'png')),
  processed('pattern-%d.jpg', ({ video }) => video(`${picture()} -frames:v 1 -update 1`, 'jpg')),
  processed('-f concat; $(id) "\'`.mp4', ({ clip }) => clip),
  refused('song.mp4', 'no-video', ({ video }) => video(`${tone} -c:a aac`)),
  refused('song-with-cover.m4a', 'no-video', ({ video }) =>
    video(
      `${tone} ${picture()} -map 0:a -map 1:v -frames:v 1 -c:a aac -c:v mjpeg -pix_fmt yuvj420p -disposition:v attached_pic`,
      'm4a',
    ),
  ),
];

const png = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const chunk = (name: string, content: Buffer): Buffer => {
    const whole = box(name, content, Buffer.alloc(4));
    whole.writeUInt32BE(content.length);
    return whole;
  };
  const header = Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])]);
  const head = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    head,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(64)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const nested = (depth: number): Buffer => {
  const whole = Buffer.alloc(depth * 8);
  for (let at = 0; at < whole.length; at += 8) {
    whole.writeUInt32BE(whole.length - at, at);
    whole.write('moov', at + 4, 'latin1');
  }
  return whole;
};

/** Files that need, or claim to need, more than is allowed. */
export const bombs: readonly OwnFile[] = [
  refused('large-picture.mp4', 'too-many-pixels', ({ video }) =>
    video(`-f lavfi -i color=size=4608x2304:duration=0.04 ${h264}`),
  ),
  refused('large-photo.png', 'too-many-pixels', () => png(60_000, 60_000)),
  refused('long.mp4', 'too-long', ({ video }) =>
    video(`-f lavfi -i color=size=64x64:rate=1/3600:duration=36000 ${h264}`),
  ),
  // Duration of the whole video, in its own time scale.
  refused('claims-to-be-long.mp4', 'too-long', ({ clip }) =>
    withNumber(clip, 'mvhd', 16, 0x7fffffff),
  ),
  refused(
    'many-frames.mp4',
    'too-many-frames',
    ({ video }) => video(`-f lavfi -i color=size=16x16:rate=1000:duration=2 ${h264}`),
    { maxFrames: 1500 },
  ),
  refused(
    'heavy.mp4',
    'too-much-memory',
    ({ video }) => video(`${picture('1920x1080', 'duration=0.4')} ${h264}`),
    {
      maxMemoryBytes: 90 * 1024 ** 2,
    },
  ),
  processed('claims-to-be-large.mp4', ({ clip }) => withNumber(clip, 'avc1', 24, 0xffff_ffff)),
  refused('nested.mp4', 'unreadable-media', () =>
    Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), nested(5000)]),
  ),
  refused('box-of-4-gib.mp4', 'no-video', () => {
    const bytes = Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\0\0')),
      box('moov', Buffer.alloc(300)),
    ]);
    bytes.writeUInt32BE(0xffff_ffff, 16);
    return bytes;
  }),
  processed('many-tracks.mp4', ({ video }) =>
    video(`${picture()} ${tone} -map 0:v ${'-map 1:a '.repeat(40)}${h264} -c:a aac -b:a 16k`),
  ),
  processed('data-elsewhere.mp4', ({ clip }) => withNumber(clip, 'url ', 0, 0)),
];

/** Damaged versions of valid files. */
export const damaged: readonly OwnFile[] = [
  processed('cut-off.mp4', ({ clip }) => clip.subarray(0, Math.floor(clip.length * 0.8))),
  refused('cut-off-early.mp4', 'unreadable-media', ({ clip }) => clip.subarray(0, 1024)),
  refused('index-missing.mp4', 'unreadable-media', async ({ video }) => {
    const bytes = await video(`${picture()} ${h264}`);
    return bytes.subarray(0, bytes.indexOf('moov', 0, 'latin1') - 4);
  }),
  processed('sound-lost.mp4', async ({ video }) => {
    const bytes = await video(`${picture()} ${tone} ${h264} -c:a libmp3lame`);
    return withNumber(bytes, '.mp3', 0, 0xffff_ffff);
  }),
];
