import {
  encodePresets,
  type JobOptions,
  jobOptionsSchema,
  overlayColours,
  overlayStyles,
  parseUserInput,
  poseModels,
  smoothingLevels,
} from '@dance-pose/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The flags of `analyse` as commander hands them over. */
export interface AnalyseFlags {
  readonly out: string;
  readonly json: boolean;
  readonly engine: 'mediapipe';
  readonly model: string;
  readonly smoothing: string;
  readonly style: string;
  readonly colour: string;
  readonly angles: boolean;
  readonly trails: boolean;
  readonly preset: string;
  readonly crf: number;
  readonly maxHeight?: number;
  readonly start?: number;
  readonly end?: number;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError('It must be a number.');
  }
  return value;
}

const choice = (flags: string, help: string, values: readonly string[], fallback: string) =>
  new Option(flags, help).choices([...values]).default(fallback);

const defaults = jobOptionsSchema.parse({});

/** Adds every job option as a flag; the defaults are those of the API. */
export function addOptionFlags(command: Command): Command {
  const { overlay, encode } = defaults;
  return command
    .addOption(
      choice(
        '--model <name>',
        'pose model: lite is quick, heavy is exact',
        poseModels,
        defaults.model,
      ),
    )
    .addOption(choice('--engine <name>', 'what finds the landmarks', ['mediapipe'], 'mediapipe'))
    .addOption(
      choice(
        '--smoothing <level>',
        'smoothing of the drawn skeleton',
        smoothingLevels,
        defaults.smoothing,
      ),
    )
    .addOption(
      choice('--style <name>', 'what the skeleton is drawn on', overlayStyles, overlay.style),
    )
    .addOption(
      choice('--colour <name>', "the dancer's left and right side", overlayColours, overlay.colour),
    )
    .option('--angles', 'draw the degrees of elbows, shoulders, hips and knees', overlay.showAngles)
    .option('--trails', 'draw the paths of wrists and ankles', overlay.showTrails)
    .addOption(
      choice('--preset <name>', 'x264 preset: slower is smaller', encodePresets, encode.preset),
    )
    .option('--crf <n>', 'x264 quality, 10 (best) to 40', number, encode.crf)
    .option('--max-height <rows>', 'scale the result down to this height', number)
    .option('--start <seconds>', 'leave out what comes before', number)
    .option('--end <seconds>', 'leave out what comes after', number);
}

const toMs = (seconds: number): number => Math.round(seconds * 1000);

function trimOf({ start, end }: AnalyseFlags) {
  if (start === undefined && end === undefined) return {};
  const endMs = end === undefined ? {} : { endMs: toMs(end) };
  return { trim: { startMs: toMs(start ?? 0), ...endMs } };
}

/** @throws UserError `invalid-options` naming every flag that broke a rule. */
export function toJobOptions(flags: AnalyseFlags): JobOptions {
  const { model, smoothing, style, colour, angles, trails, preset, crf, maxHeight } = flags;
  const given = {
    model,
    smoothing,
    overlay: { style, colour, showAngles: angles, showTrails: trails },
    encode: { preset, crf, ...(maxHeight === undefined ? {} : { maxHeight }) },
    ...trimOf(flags),
  };
  return parseUserInput(jobOptionsSchema, given, 'invalid-options');
}
