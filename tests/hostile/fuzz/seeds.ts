import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testdata } from '@dance-pose/local-stack';

const words = (text: string): string[] => text.split(' ');

const picture = words('-f lavfi -i testsrc2=size=64x48:rate=12:duration=1');
const tone = words('-f lavfi -i sine=frequency=440:duration=1');
const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';

/** One small clip for every container and most decoders that a phone or a camera needs: name, how it is made. */
const recipes: readonly [name: string, options: string][] = [
  ['h264-aac.mp4', `${h264} -g 6 -c:a aac -movflags +faststart`],
  ['h264-index-last.mp4', `${h264} -bf 2 -c:a aac -metadata location=+48.2+016.3/`],
  ['fragmented.mp4', `${h264} -g 4 -c:a aac -movflags frag_keyframe+empty_moov`],
  [
    'hevc-10bit.mp4',
    '-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p10le -tag:v hvc1 -c:a aac',
  ],
  ['mpeg4-pcm.mov', '-c:v mpeg4 -q:v 9 -c:a pcm_s16le -ar 8000'],
  ['prores.mov', '-c:v prores_ks -profile:v 0 -frames:v 4 -an'],
  ['h264-ac3.mkv', `${h264} -c:a ac3`],
  ['vp9-opus.webm', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus'],
  ['vp8-vorbis.webm', '-c:v libvpx -deadline realtime -pix_fmt yuv420p -c:a libvorbis -ac 2'],
  ['mjpeg-mp3.avi', '-c:v mjpeg -q:v 9 -pix_fmt yuvj420p -c:a libmp3lame'],
  ['mpeg4-pcm.avi', '-c:v mpeg4 -q:v 9 -c:a pcm_u8 -ar 8000'],
  ['still.jpg', '-frames:v 1 -pix_fmt yuvj420p -update 1'],
  ['still.png', '-frames:v 1 -update 1'],
  ['still.webp', '-c:v libwebp -frames:v 1'],
];

/** Small ones of other people's making, where they are. */
const given = [
  'derived/black_2s.mp4',
  'derived/tfjs_dance_panel.mp4',
  'hostile/h_2x2.mp4',
  'hostile/h_single_frame.mp4',
];

/** Valid files of all kinds, made on the spot; some more where the test data is. */
export async function makeSeeds(folder: string): Promise<Buffer[]> {
  const seeds: Buffer[] = [];
  for (const [name, options] of recipes) {
    const path = join(folder, name);
    const sources = name.startsWith('still') ? picture : [...picture, ...tone];
    const args = ['-v', 'error', '-y', ...sources, ...words(options), path];
    await promisify(execFile)('ffmpeg', args, { timeout: 60_000 });
    seeds.push(await readFile(path));
  }
  for (const name of given) {
    const path = join(testdata, name);
    if (existsSync(path)) seeds.push(await readFile(path));
  }
  return seeds;
}
