// MediaPipe Tasks Vision targets browsers: it passes a picture to its WASM through a WebGL2 texture and, with the CPU
// delegate, reads it back at once. A context that stores a texture's picture and returns it is therefore sufficient;
// nothing is drawn. Version 0.10.35 calls these methods and no others.

/** RGBA rows without padding; `texImage2D` accepts any object of this shape. */
interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

class Texture {
  picture: Picture | undefined;
}

class Framebuffer {
  texture: Texture | undefined;
}

// Parameters that MediaPipe reads with `getParameter`; names and numbers are those of the WebGL specification.
const parameters = new Map<number, string | number>([
  [0x1f01, 'memory'], // RENDERER
  [0x1f02, 'WebGL 2.0'], // VERSION
  [0x8869, 16], // MAX_VERTEX_ATTRIBS
]);

class WebGl2Context {
  readonly canvas: Canvas;
  #texture: Texture | null = null;
  #framebuffer: Framebuffer | null = null;

  constructor(canvas: Canvas) {
    this.canvas = canvas;
  }

  getContextAttributes(): object {
    return {};
  }

  getSupportedExtensions(): string[] {
    return [];
  }

  getExtension(): null {
    return null;
  }

  getParameter(name: number): string | number | undefined {
    return parameters.get(name);
  }

  getError(): 0 {
    return 0;
  }

  activeTexture(): void {}

  createTexture(): Texture {
    return new Texture();
  }

  bindTexture(_target: number, texture: Texture | null): void {
    this.#texture = texture;
  }

  texParameteri(): void {}

  texImage2D(
    _target: number,
    _level: number,
    _storedAs: number,
    _format: number,
    _type: number,
    picture: Picture,
  ): void {
    if (this.#texture === null) throw new Error('texImage2D: no texture is bound');
    this.#texture.picture = picture;
  }

  deleteTexture(): void {}

  createFramebuffer(): Framebuffer {
    return new Framebuffer();
  }

  bindFramebuffer(_target: number, framebuffer: Framebuffer | null): void {
    this.#framebuffer = framebuffer;
  }

  framebufferTexture2D(_target: number, _point: number, _kind: number, texture: Texture): void {
    if (this.#framebuffer === null)
      throw new Error('framebufferTexture2D: no framebuffer is bound');
    this.#framebuffer.texture = texture;
  }

  deleteFramebuffer(): void {}

  readPixels(
    _x: number,
    _y: number,
    width: number,
    height: number,
    _format: number,
    _type: number,
    memory: Uint8Array,
    offset: number,
  ): void {
    const picture = this.#framebuffer?.texture?.picture;
    if (picture?.width !== width || picture.height !== height) {
      throw new Error(`readPixels: there is no picture of ${width}×${height} to read`);
    }
    memory.set(picture.data, offset);
  }

  fenceSync(): object {
    return {};
  }

  deleteSync(): void {}
}

class Canvas {
  width: number;
  height: number;
  readonly #context = new WebGl2Context(this);

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(kind: string): WebGl2Context | null {
    return kind === 'webgl2' ? this.#context : null;
  }
}

/**
 * Installs the part of a browser's module worker that MediaPipe Tasks Vision needs. Other code must not see these
 * globals: call it only in an engine's own thread.
 */
export function installWebGlShim(): void {
  Object.assign(globalThis, {
    self: globalThis,
    OffscreenCanvas: Canvas,
    WebGLRenderingContext: class {},
    WebGL2RenderingContext: WebGl2Context,
    WebGLTexture: Texture,
    // A module worker throws this error (HTML standard), which makes MediaPipe use import().
    importScripts: () => {
      throw new TypeError('Module workers have no importScripts()');
    },
  });
}
