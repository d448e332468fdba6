import { describe, expect, test } from '@jest/globals';
import { inputMediaType } from './input-media-type.ts';

describe('inputMediaType', () => {
  test.each([
    [{ kind: 'video', container: 'mov,mp4,m4a,3gp,3g2,mj2', videoCodec: 'hevc' }, 'video/mp4'],
    [{ kind: 'video', container: 'matroska,webm', videoCodec: 'vp9' }, 'video/webm'],
    [{ kind: 'image', container: 'jpeg_pipe', videoCodec: 'mjpeg' }, 'image/jpeg'],
    // Everything else is bytes, never a page.
    [{ kind: 'image', container: 'svg_pipe', videoCodec: 'svg' }, 'application/octet-stream'],
    [{ kind: 'video', container: 'html', videoCodec: 'h264' }, 'application/octet-stream'],
    [null, 'application/octet-stream'],
  ] as const)('%j is %s', (input, type) => {
    expect(inputMediaType(input)).toBe(type);
  });
});
