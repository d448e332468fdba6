import { Builder, ByteBuffer, type Offset } from 'flatbuffers';

/** Normalisation of a picture before the network: each channel value `v` becomes `(v - mean) / std`. */
export interface Normalization {
  readonly mean: number;
  readonly std: number;
}

// Field indices of the tables. Sources: tensorflow/lite/schema/schema.fbs, and metadata_schema.fbs of
// google-ai-edge/mediapipe.
const modelField = { version: 0, buffers: 4, metadata: 6 };
/** Operator codes, subgraphs, description, metadata buffer and signatures: kept as they are. */
const sharedModelFields = [1, 2, 3, 5, 7];
const metadataField = { name: 0, buffer: 1 };
const bufferField = { data: 0 };
const modelMetadataField = { subgraphs: 3 };
const subgraphMetadataField = { inputTensors: 2 };
const tensorMetadataField = { processUnits: 4 };
const processUnitField = { kind: 0, options: 1 };
const normalizationField = { mean: 0, std: 1 };
const normalizationKind = 1;

const tfliteIdentifier = 'TFL3';
const offsetBytes = 4;
// Weights are aligned to 16 bytes from the start of the file ("force_align: 16").
const weightAlignment = 16;

/**
 * Returns a copy of a TFLite model with metadata about the normalisation of its input; MediaPipe Tasks refuses a model
 * without it.
 *
 * The old file stays complete at the end of the new one. Offsets in a FlatBuffer are relative and point forwards only,
 * so a new root in front can refer to every old part and add one buffer.
 */
export function withNormalization(model: Uint8Array, normalization: Normalization): Uint8Array {
  const old = new ByteBuffer(model);
  if (!old.__has_identifier(tfliteIdentifier)) throw new Error('The file is not a TFLite model.');
  const root = old.__indirect(0);
  const positionOf = (field: number): number => {
    const distance = old.__offset(root, 2 * (field + 2));
    return distance === 0 ? 0 : root + distance;
  };

  const builder = new Builder(model.byteLength + 8192);
  builder.prep(weightAlignment, model.byteLength);
  // A builder identifies a position by its distance from the end of the file.
  const oldStart = builder.createByteVector(model) - offsetBytes;
  const shared = (position: number): Offset =>
    position === 0 ? 0 : oldStart - old.__indirect(position);
  const sharedItems = (field: number): Offset[] => {
    const position = positionOf(field);
    const items = position === 0 ? 0 : old.__vector_len(position);
    const start = old.__vector(position);
    return Array.from({ length: items }, (_, index) => shared(start + index * offsetBytes));
  };

  const oldBuffers = sharedItems(modelField.buffers);
  const buffers = [...oldBuffers, writeBuffer(builder, normalizationMetadata(normalization))];
  const metadata = writeMetadata(builder, 'TFLITE_METADATA', oldBuffers.length);
  const fields = new Map([
    [modelField.buffers, writeOffsets(builder, buffers)],
    [modelField.metadata, writeOffsets(builder, [...sharedItems(modelField.metadata), metadata])],
    ...sharedModelFields.map((field) => [field, shared(positionOf(field))] as const),
  ]);
  builder.startObject(8);
  builder.addFieldInt32(modelField.version, old.readInt32(positionOf(modelField.version)), 0);
  for (const [field, offset] of fields) builder.addFieldOffset(field, offset, 0);
  builder.finish(builder.endObject(), tfliteIdentifier);
  return builder.asUint8Array();
}

/** A `ModelMetadata` FlatBuffer with the normalisation of the first input tensor. */
function normalizationMetadata({ mean, std }: Normalization): Uint8Array {
  const builder = new Builder(512);
  const options = writeTable(builder, {
    [normalizationField.mean]: writeFloat(builder, mean),
    [normalizationField.std]: writeFloat(builder, std),
  });
  builder.startObject(2);
  builder.addFieldInt8(processUnitField.kind, normalizationKind, 0);
  builder.addFieldOffset(processUnitField.options, options, 0);
  const unit = builder.endObject();
  const tensor = writeTable(builder, {
    [tensorMetadataField.processUnits]: writeOffsets(builder, [unit]),
  });
  const subgraph = writeTable(builder, {
    [subgraphMetadataField.inputTensors]: writeOffsets(builder, [tensor]),
  });
  const root = writeTable(builder, {
    [modelMetadataField.subgraphs]: writeOffsets(builder, [subgraph]),
  });
  builder.finish(root, 'M001');
  return builder.asUint8Array();
}

function writeBuffer(builder: Builder, data: Uint8Array): Offset {
  builder.prep(weightAlignment, data.byteLength);
  return writeTable(builder, { [bufferField.data]: builder.createByteVector(data) });
}

function writeMetadata(builder: Builder, name: string, bufferIndex: number): Offset {
  const nameOffset = builder.createString(name);
  builder.startObject(2);
  builder.addFieldOffset(metadataField.name, nameOffset, 0);
  builder.addFieldInt32(metadataField.buffer, bufferIndex, 0);
  return builder.endObject();
}

/** Writes a table that contains only offsets, by field index. */
function writeTable(builder: Builder, fields: Readonly<Record<number, Offset>>): Offset {
  const entries = Object.entries(fields).map(([field, offset]) => [Number(field), offset] as const);
  builder.startObject(Math.max(...entries.map(([field]) => field)) + 1);
  for (const [field, offset] of entries) builder.addFieldOffset(field, offset, 0);
  return builder.endObject();
}

function writeOffsets(builder: Builder, offsets: readonly Offset[]): Offset {
  builder.startVector(offsetBytes, offsets.length, offsetBytes);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function writeFloat(builder: Builder, value: number): Offset {
  builder.startVector(Float32Array.BYTES_PER_ELEMENT, 1, Float32Array.BYTES_PER_ELEMENT);
  builder.addFloat32(value);
  return builder.endVector();
}
