import { videoPixelsCode } from './video-pixels-code.ts';

// Node has WebAssembly but its types do not; this declares the part that is used here.
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Detaches `buffer`. */
    grow(pages: number): number;
  }
}

/** Exports of assembly/video-pixels.ts. */
export interface VideoPixels {
  readonly memory: WebAssembly.Memory;
  usePicture(at: number, width: number, height: number): void;
  put(rgba: number, x: number, y: number, width: number, height: number): void;
}

const pageBytes = 65_536;

/** Instantiates the module with `bytes` of additional memory, which the caller lays out. */
export function videoPixels(bytes: number): VideoPixels {
  const code = new WebAssembly.Module(Buffer.from(videoPixelsCode, 'base64'));
  const exports = new WebAssembly.Instance(code).exports as VideoPixels;
  exports.memory.grow(Math.ceil(bytes / pageBytes));
  return exports;
}
