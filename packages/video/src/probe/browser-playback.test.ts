import type { MediaInfo } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { playsInBrowsers } from './browser-playback.ts';

const phone: MediaInfo = {
  ...{ fileName: 'dance.mp4', kind: 'video', sizeBytes: 1e6 },
  ...{ container: 'mov,mp4,m4a,3gp,3g2,mj2', videoCodec: 'h264', pixelFormat: 'yuv420p' },
  ...{ width: 1080, height: 1920, rotation: 90, sampleAspectRatio: 1 },
  ...{ fps: 30, frameCount: 300, durationMs: 10_000, variableFrameRate: false, hdr: false },
  audio: { codec: 'aac', channels: 2, sampleRateHz: 48_000 },
};
const webm = { container: 'matroska,webm', videoCodec: 'vp9' };
const audio = (codec: string) => ({ codec, channels: 2, sampleRateHz: 48_000 });

test.each<[string, Partial<MediaInfo>]>([
  ['a clip of a phone', {}],
  ['one without sound', { audio: null }],
  ['WebM', { ...webm, audio: audio('opus') }],
])('%s plays in every browser', (_name, changes) => {
  expect(playsInBrowsers({ ...phone, ...changes })).toBe(true);
});

test.each<[string, Partial<MediaInfo>]>([
  ['AVI', { container: 'avi' }],
  ['Matroska with H.264', { container: 'matroska,webm' }],
  ['HEVC', { videoCodec: 'hevc' }],
  ['sound that browsers do not decode', { audio: audio('pcm_s16le') }],
  ['ten bits', { pixelFormat: 'yuv420p10le' }],
  ['HDR', { hdr: true }],
  ['a rate that varies', { variableFrameRate: true }],
  ['a photo', { kind: 'image', container: 'png_pipe', videoCodec: 'png' }],
])('%s does not', (_name, changes) => {
  expect(playsInBrowsers({ ...phone, ...changes })).toBe(false);
});
