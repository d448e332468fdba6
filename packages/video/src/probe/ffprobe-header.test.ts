import { describe, expect, test } from '@jest/globals';
import { parseHeader } from './ffprobe-header.ts';

const video = {
  index: 0,
  codec_name: 'h264',
  codec_type: 'video',
  pix_fmt: 'yuv420p',
  width: 1920,
  height: 1080,
  sample_aspect_ratio: '4:3',
  avg_frame_rate: '30000/1001',
  time_base: '1/90000',
  start_time: '0.066667',
  duration: '12.5',
  nb_frames: '375',
  color_range: 'tv',
  color_space: 'bt709',
  disposition: { default: 1, attached_pic: 0 },
};
const format = { format_name: 'mov,mp4', start_time: '0.000000', duration: '12.500000' };
const header = (...streams: object[]) => parseHeader(JSON.stringify({ streams, format }));

describe('parseHeader', () => {
  test('reads a stream', () => {
    expect(header(video).videos).toEqual([
      {
        index: 0,
        codec: 'h264',
        isDefault: true,
        startSeconds: 0.066667,
        durationSeconds: 12.5,
        width: 1920,
        height: 1080,
        pixelFormat: 'yuv420p',
        sampleAspectRatio: 4 / 3,
        averageRate: { num: 30_000, den: 1001 },
        timeBase: { num: 1, den: 90_000 },
        frameCount: 375,
        orientation: 1,
        colour: { range: 'tv', matrix: 'bt709', transfer: 'unknown', primaries: 'unknown' },
      },
    ]);
  });

  test('reads N/A, 0/0 and missing values as unknown', () => {
    const bare = {
      index: 1,
      codec_type: 'video',
      avg_frame_rate: '0/0',
      sample_aspect_ratio: '0:1',
      duration: 'N/A',
    };
    expect(header(bare).videos[0]).toMatchObject({
      codec: null,
      averageRate: null,
      sampleAspectRatio: 1,
      durationSeconds: null,
      frameCount: null,
      width: 0,
    });
  });

  test('reads the display matrix instead of the rounded angle beside it', () => {
    const displaymatrix =
      '\n00000000:            0       65536           0\n00000001:       -65536           0           0\n00000002:            0           0  1073741824\n';
    const side_data_list = [{ side_data_type: 'Display Matrix', displaymatrix, rotation: -90 }];
    expect(header({ ...video, side_data_list }).videos[0]?.orientation).toBe(6);
  });

  test("skips covers, and reads the duration from Matroska's tag", () => {
    const cover = { ...video, index: 1, disposition: { attached_pic: 1 } };
    const { duration: _none, ...unmeasured } = video;
    const mkv = {
      ...unmeasured,
      index: 2,
      start_time: '0.000',
      tags: { DURATION: '01:00:05.100000000' },
    };
    const { videos } = header(cover, mkv);
    expect(videos.map(({ index, durationSeconds }) => [index, durationSeconds])).toEqual([
      [2, 3605.1],
    ]);
  });

  test("reads Matroska's tag as the end time, which includes a late start", () => {
    const { duration: _none, ...unmeasured } = video;
    const late = { ...unmeasured, start_time: '5.000', tags: { DURATION: '00:00:07.000000000' } };
    expect(header(late).videos[0]?.durationSeconds).toBe(2);
  });

  test('reads sound', () => {
    const sound = {
      index: 1,
      codec_type: 'audio',
      codec_name: 'aac',
      channels: 2,
      sample_rate: '44100',
    };
    expect(header(sound)).toMatchObject({
      videos: [],
      audios: [{ index: 1, channels: 2, sampleRateHz: 44_100 }],
    });
  });
});
