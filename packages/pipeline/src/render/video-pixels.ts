import { videoPixelsCode } from './video-pixels-code.ts';

// Node has WebAssembly, its types have not; this is as much of it as is used here.
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

/** What assembly/video-pixels.ts exports. */
export interface VideoPixels {
  readonly memory: WebAssembly.Memory;
  usePicture(at: number, width: number, height: number): void;
  put(rgba: number, x: number, y: number, width: number, height: number): void;
}

const pageBytes = 65_536;

/** Film's pixels in WebAssembly, with as many bytes of memory for the caller to lay out. */
export function videoPixels(bytes: number): VideoPixels {
  const code = new WebAssembly.Module(Buffer.from(videoPixelsCode, 'base64'));
  const film = new WebAssembly.Instance(code).exports as VideoPixels;
  film.memory.grow(Math.ceil(bytes / pageBytes));
  return film;
}
