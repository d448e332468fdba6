import { z } from 'zod';
import { sentenceSchema } from './sentences/sentence.ts';

/**
 * Every warning that a result can have, with its meaning: facts that the user should know although the job
 * completed. The set is closed: a new warning starts with an entry here, and its text in `sentences/warnings.ts`.
 * Codes are stable; texts have the numbers of the clip.
 */
export const warningMeanings = {
  // The picture of the file
  'low-frame-rate':
    'Fewer than 50 frames per second: fast movements are blurred or fall between two frames',
  'frame-rate-reduced': 'More than 60 frames per second: the clip is analysed and rendered at 60',
  'variable-frame-rate':
    'The frame rate varies: the clip is analysed and rendered at a constant rate',
  'small-picture': 'The picture has too few pixels to locate joints exactly',
  'dark-picture': 'The picture is so dark that joints may be guessed rather than seen',
  'hdr-tone-mapped': 'The clip is HDR: the result has the colours of standard screens (SDR)',
  'pixel-shape-ignored': 'The file has an impossible pixel shape: square pixels are assumed',
  'frames-missing': 'Some frames could not be read: the result covers the others',
  // The sound of the file
  'no-sound': 'The file has no sound: there is no music to compare the movement with',
  'silent-sound': 'The sound is silent throughout: there is no music to compare the movement with',
  'sound-unreadable': 'The sound, or a part of it, cannot be read',
  'sound-re-encoded': 'The sound could not be copied: it was re-encoded as AAC',
  'sound-tracks-dropped': 'The file has several sound tracks: the result has one of them',
  'music-options-unused':
    'Tempo, metre or “one” were set, but there is no music that they could describe',
  // The dancer
  'nobody-found': 'Nobody was found in the picture',
  'person-rarely-found': 'A person was found in less than half of the frames',
  'person-missing': 'Nobody was found for a second or longer',
  'person-small': 'The dancer is so small in the picture that joints cannot be located exactly',
} as const satisfies Record<string, string>;

export type WarningCode = keyof typeof warningMeanings;

export const warningCodes = Object.keys(warningMeanings) as [WarningCode, ...WarningCode[]];

const currentSchema = z.object({
  ...sentenceSchema.unwrap().shape,
  code: z.enum(warningCodes),
  /** The same as `text`, for clients that know only this name. */
  message: z.string(),
});
export type Warning = z.infer<typeof currentSchema>;

/** A warning as any version stored it: the first ones had only code and message. */
type StoredWarning = Pick<Warning, 'code' | 'message'> & Partial<Warning>;

/** Gives a stored warning of any version the shape of today. */
export const upgradeWarning = (stored: StoredWarning): Warning => ({
  values: {},
  text: stored.message,
  ...stored,
});

const isStored = (value: unknown): value is StoredWarning =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

/** A fact that the user should know about a completed result. */
export const warningSchema = z.preprocess(
  (stored) => (isStored(stored) ? upgradeWarning(stored) : stored),
  currentSchema,
);
