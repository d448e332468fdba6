import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultMediaLimits, jobOptionsSchema } from '@dance-pose/contracts';
import { analyseFile } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { colourAt, colourDistance, type Rgb } from './compare.ts';
import { play, reportOf } from './look.ts';
import { corners, ffmpeg, scenePicture } from './scene.ts';

const maker = 'iSpy 17 camera';
const xmpPlace = '48,51.504N';
/** The GPS directory's latitude, 48° 51′ 30.24″, as EXIF stores it. */
const latitude = Buffer.from(Uint32Array.of(48, 1, 51, 1, 3024, 100).buffer);
/** Contents of a photo's metadata about its owner and location. */
export const photoSecrets: readonly (string | Buffer)[] = [maker, xmpPlace, latitude, 'Exif\0\0'];

/** EXIF (CIPA DC-008), little-endian: camera maker, a quarter turn, and the location. */
function exif(): Buffer {
  const tiff = Buffer.alloc(160);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  const [ascii, short, long, rational] = [2, 3, 4, 5];
  const [makerAt, gpsAt, latitudeAt] = [60, 80, 120];
  tiff.writeUInt16LE(3, 8);
  entry(10, 0x010f, ascii, maker.length + 1, makerAt);
  entry(22, 0x0112, short, 1, 6);
  entry(34, 0x8825, long, 1, gpsAt);
  tiff.write(maker, makerAt, 'latin1');
  tiff.writeUInt16LE(2, gpsAt);
  entry(gpsAt + 2, 0x0001, ascii, 2, 'N'.charCodeAt(0));
  entry(gpsAt + 14, 0x0002, rational, 3, latitudeAt);
  latitude.copy(tiff, latitudeAt);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

const xmp = (): Buffer =>
  Buffer.from(
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="${xmpPlace}"/></rdf:RDF></x:xmpmeta>`,
    'latin1',
  );

function applicationSegment(payload: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

/** A photo of an upright phone: stored sideways, with EXIF and XMP. */
async function takePhoto(folder: string): Promise<string> {
  const path = join(folder, 'photo.jpg');
  const lying = `${scenePicture({ width: 240, height: 320, seconds: 0.1 })},transpose=cclock`;
  await ffmpeg('-f', 'lavfi', '-i', lying, '-frames:v', '1', '-q:v', '2', path);
  const plain = await readFile(path);
  const segments = [applicationSegment(exif()), applicationSegment(xmp())];
  await writeFile(path, Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2)]));
  return path;
}

const names: Readonly<Record<string, Rgb>> = {
  red: [255, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 255],
  white: [255, 255, 255],
};

/** Runs a photo through the pipeline; returns its own bytes, its artifacts, and the colours of the result's corners. */
export async function lookAtPhoto(signal: AbortSignal) {
  await using folder = await createTempFolder('photo');
  await using out = await createTempFolder('photo-out');
  const inputPath = await takePhoto(folder.path);
  await analyseFile(
    {
      ...{ inputPath, fileName: 'photo.jpg', outDir: out.path, limits: defaultMediaLimits },
      options: jobOptionsSchema.parse({}),
    },
    { engine: createScriptedEngine(() => []), signal, onProgress: () => {}, onProbed: () => {} },
  );
  const artifacts = new Map<string, Buffer>();
  for (const name of await readdir(out.path)) {
    artifacts.set(name, await readFile(join(out.path, name)));
  }
  const annotated = join(out.path, 'annotated.png');
  const {
    frames: [picture],
  } = await play(annotated);
  const nameOf = (colour: Rgb): string | undefined =>
    Object.keys(names).find((name) => colourDistance(names[name] ?? colour, colour) < 40);
  return {
    source: await readFile(inputPath),
    artifacts,
    size: sizeOf(await reportOf(annotated)),
    corners: corners.map(([, place]) => picture && nameOf(colourAt(picture, place))),
  };
}

const sizeOf = ({ video }: Awaited<ReturnType<typeof reportOf>>) => ({
  width: video?.width,
  height: video?.height,
});
