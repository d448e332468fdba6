// The part of Protocol Buffers' wire format that an ONNX model needs.
// Source: protobuf.dev/programming-guides/encoding.
const varintType = 0;
const bytesType = 2;

/** A message under construction. It keeps references to weights and copies them only once, in {@link toBytes}. */
export class ProtobufMessage {
  readonly #chunks: Uint8Array[] = [];
  #byteLength = 0;

  /** A non-negative integer. */
  int(field: number, value: number): this {
    return this.#add(varint((field << 3) | varintType), varint(value));
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#add(varint((field << 3) | bytesType), varint(value.byteLength), value);
  }

  message(field: number, value: ProtobufMessage): this {
    this.#add(varint((field << 3) | bytesType), varint(value.#byteLength));
    for (const chunk of value.#chunks) this.#add(chunk);
    return this;
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#byteLength);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  }

  #add(...chunks: readonly Uint8Array[]): this {
    for (const chunk of chunks) {
      this.#chunks.push(chunk);
      this.#byteLength += chunk.byteLength;
    }
    return this;
  }
}

/** The bytes of an array; every platform of Node and ONNX Runtime is little-endian. */
export function littleEndian(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.of(...bytes, rest);
    bytes.push((rest % 128) | 128);
  }
}
