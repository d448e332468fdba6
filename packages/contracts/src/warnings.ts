import { z } from 'zod';

/**
 * Every warning that a result can have: what the user should know although the job went well, and what it
 * means. The set is closed: a new warning starts with a line here. Codes stay; the messages next to them
 * carry the numbers of the clip.
 */
export const warningMeanings = {
  // The picture of the file
  'low-frame-rate':
    'Fewer than 50 frames a second: quick moves are blurred or fall between two frames',
  'frame-rate-reduced':
    'More than 60 frames a second: every clip is analysed and shown at 60 at most',
  'variable-frame-rate': 'The frame rate varies: the clip is analysed and shown at a constant one',
  'small-picture': 'The picture has too few pixels to place joints exactly',
  'dark-picture': 'The picture is so dark that joints may be guessed rather than seen',
  'hdr-tone-mapped': 'The clip is HDR: the result has the colours of ordinary screens',
  'pixel-shape-ignored':
    'The shape of the pixels that the file claims cannot be: they are taken as square',
  'frames-missing': 'Some frames could not be read: the result covers the others',
  // The sound of the file
  'no-sound': 'The file has no sound: there is no music to compare the movement with',
  'silent-sound': 'The sound is silent throughout: there is no music to compare the movement with',
  'sound-unreadable': 'The sound, or some of it, cannot be read',
  'sound-re-encoded': 'The sound could not be copied: it was encoded anew, as AAC',
  'sound-tracks-dropped': 'The file has several sound tracks: the result has one of them',
  // The dancer
  'nobody-found': 'Nobody was found in the picture',
  'person-rarely-found': 'A person was found in less than half of the frames',
  'person-missing': 'Nobody was found for a second or longer',
  'person-small': 'The dancer is so small in the picture that joints cannot be placed exactly',
} as const satisfies Record<string, string>;

export type WarningCode = keyof typeof warningMeanings;

export const warningCodes = Object.keys(warningMeanings) as [WarningCode, ...WarningCode[]];

/** Something the user should know about a result that is otherwise right. */
export const warningSchema = z.object({ code: z.enum(warningCodes), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;
