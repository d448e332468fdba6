/**
 * A FlatBuffers table, read without a copy. A field is identified by its index in the schema; a field that is not
 * written has its default. Source: "FlatBuffer Internals" of google.github.io/flatbuffers. An offset outside the buffer
 * throws a `RangeError`.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number, defaultValue = 0): number {
    const at = this.#find(field);
    return at === undefined ? defaultValue : this.#view.getInt8(at);
  }

  int(field: number, defaultValue = 0): number {
    const at = this.#find(field);
    return at === undefined ? defaultValue : this.#view.getInt32(at, true);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#target(field);
    return at === undefined ? undefined : new FlatTable(this.#view, at);
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, index) => {
      const at = start + 4 * index;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
    });
  }

  /** A vector of 32-bit integers. */
  ints(field: number): number[] {
    const { start, length } = this.#vector(field);
    return Array.from({ length }, (_, index) => this.#view.getInt32(start + 4 * index, true));
  }

  /** A vector of 16-bit integers; it may have a hundred thousand elements. */
  shorts(field: number): Uint16Array {
    return new Uint16Array(new Uint8Array(this.#elements(field, 2)).buffer);
  }

  /** A vector of bytes, as a view of the buffer. */
  bytes(field: number): Uint8Array {
    return this.#elements(field, 1);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  /** Position of a field's value. A table starts with the distance to its vtable, which lists the fields' offsets. */
  #find(field: number): number | undefined {
    const view = this.#view;
    const list = this.#at - view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    if (entry >= view.getUint16(list, true)) return undefined;
    const distance = view.getUint16(list + entry, true);
    return distance === 0 ? undefined : this.#at + distance;
  }

  #target(field: number): number | undefined {
    const at = this.#find(field);
    return at === undefined ? undefined : at + this.#view.getUint32(at, true);
  }

  #elements(field: number, bytesOfOne: number): Uint8Array {
    const { start, length } = this.#vector(field);
    const { buffer, byteOffset } = this.#view;
    return new Uint8Array(buffer, byteOffset + start, length * bytesOfOne);
  }

  #vector(field: number): { start: number; length: number } {
    const at = this.#target(field);
    if (at === undefined) return { start: this.#view.byteLength, length: 0 };
    return { start: at + 4, length: this.#view.getUint32(at, true) };
  }
}
