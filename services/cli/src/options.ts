import {
  angleJoints,
  encodePresets,
  exportFormats,
  type JobOptions,
  jobOptionsSchema,
  musicMeters,
  musicTempoRange,
  overlayColours,
  overlayStyles,
  type PoseEngineChoice,
  parseUserInput,
  poseEngineChoices,
  poseModels,
  smoothingLevels,
} from '@dance-pose/contracts';
import { maxEngineThreads } from '@dance-pose/runtime';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Flags of the measurement, as commander parses them. */
export interface AnalysisFlags {
  readonly cutoff: number;
  readonly minVisibility: number;
  readonly exports: readonly string[];
}

/** Flags about the music. */
export interface MusicFlags {
  readonly bpm?: number;
  readonly meter?: string;
  /** In seconds. */
  readonly one?: number;
}

/** Flags of the trim, in seconds. */
export interface TrimFlags {
  readonly start?: number;
  readonly end?: number;
}

/** The flags of `analyse`. */
export interface AnalyseFlags extends AnalysisFlags, MusicFlags, TrimFlags {
  readonly out: string;
  readonly json: boolean;
  readonly engine?: PoseEngineChoice;
  readonly threads?: number;
  readonly model: string;
  readonly smoothing: string;
  readonly style: string;
  readonly colour: string;
  readonly angles: boolean;
  readonly angleJoints?: readonly string[];
  readonly trails: boolean;
  readonly beats: boolean;
  readonly centreOfMass: boolean;
  readonly preset: string;
  readonly crf: number;
  readonly maxHeight?: number;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError('It must be a number.');
  }
  return value;
}

function threadCount(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1 || value > maxEngineThreads) {
    throw new InvalidArgumentError(`It must be an integer from 1 to ${maxEngineThreads}.`);
  }
  return value;
}

/** Parses a list such as `knee,hip`; an error names the unknown value and all allowed ones. */
const listOf =
  (values: readonly string[]) =>
  (text: string): string[] => {
    const given = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const wrong = given.find((part) => !values.includes(part));
    if (wrong !== undefined) {
      throw new InvalidArgumentError(`"${wrong}" is not one of ${values.join(', ')}.`);
    }
    return [...new Set(given)];
  };

const choice = (flags: string, help: string, values: readonly string[], fallback: string) =>
  new Option(flags, help).choices([...values]).default(fallback);

const defaults = jobOptionsSchema.parse({});

/** Adds every job option as a flag; the defaults are those of the API. */
export function addOptionFlags(command: Command): Command {
  const { encode, model, smoothing } = defaults;
  command
    .addOption(
      choice('--model <name>', 'pose model: lite is fast, heavy is accurate', poseModels, model),
    )
    .addOption(
      new Option(
        '--engine <name>',
        'engine that runs the model (default: POSE_ENGINE, else auto)',
      ).choices([...poseEngineChoices]),
    )
    .option(
      '--threads <n>',
      'track this many parts of the clip in parallel (default: ENGINE_THREADS, else one per processor, up to four)',
      threadCount,
    );
  addAnalysisFlags(command);
  addMusicFlags(command);
  command.addOption(
    choice('--smoothing <level>', 'smoothing of the drawn skeleton', smoothingLevels, smoothing),
  );
  addOverlayFlags(command);
  command
    .addOption(
      choice(
        '--preset <name>',
        'x264 preset; slower presets make smaller files',
        encodePresets,
        encode.preset,
      ),
    )
    .option('--crf <n>', 'x264 quality, 10 (best) to 40', number, encode.crf)
    .option('--max-height <rows>', 'scale the video down to this height in pixels', number);
  return addTrimFlags(command);
}

/** Adds the flags that `report` and `analyse` share. */
export const addAnalysisFlags = (command: Command): Command =>
  command
    .option(
      '--cutoff <hz>',
      'cutoff of the smoothing before measuring: 6 suits most dancing, 10 to 12 keep fast footwork',
      number,
      defaults.analysis.cutoffHz,
    )
    .option(
      '--min-visibility <n>',
      'joints with a lower visibility (0 to 1) count as not seen',
      number,
      defaults.analysis.minVisibility,
    )
    .addOption(
      new Option('--exports <list>', `files for other programs: ${exportFormats.join(',')}`)
        .argParser(listOf(exportFormats))
        .default(defaults.analysis.exports, 'none'),
    );

/** Adds the flags about the music, which `report` and `analyse` share. */
export const addMusicFlags = (command: Command): Command =>
  command
    .option(
      '--bpm <n>',
      `tempo of the music, ${musicTempoRange.min} to ${musicTempoRange.max} beats per minute (default: as heard)`,
      number,
    )
    .addOption(
      new Option('--meter <beats>', 'beats in a bar; 3 is a waltz (default: as heard)').choices(
        musicMeters.map(String),
      ),
    )
    .option(
      '--one <seconds>',
      'time of a "one", from the start of the analysed part (default: as heard)',
      number,
    );

export const addTrimFlags = (command: Command): Command =>
  command
    .option('--start <seconds>', 'start of the analysed part', number)
    .option('--end <seconds>', 'end of the analysed part', number);

function addOverlayFlags(command: Command): void {
  const { overlay } = defaults;
  command
    .addOption(
      choice('--style <name>', 'what the skeleton is drawn on', overlayStyles, overlay.style),
    )
    .addOption(
      choice(
        '--colour <name>',
        "colours of the dancer's left and right side",
        overlayColours,
        overlay.colour,
      ),
    )
    .option('--angles', `draw the angles in degrees of ${overlay.angleJoints.join(', ')}`, false)
    .option(
      '--angle-joints <list>',
      `draw the angles of these joints instead: ${angleJoints.join(',')}`,
      listOf(angleJoints),
    )
    .option('--trails', 'draw the paths of wrists and ankles', overlay.showTrails)
    .option('--beats', 'draw the beats of the music and the counts, 1 to 8', overlay.showBeats)
    .option('--centre-of-mass', 'draw the centre of mass', overlay.showCentreOfMass);
}

const toMs = (seconds: number): number => Math.round(seconds * 1000);

function trimOf({ start, end }: TrimFlags) {
  if (start === undefined && end === undefined) return {};
  const endMs = end === undefined ? {} : { endMs: toMs(end) };
  return { trim: { startMs: toMs(start ?? 0), ...endMs } };
}

const musicOf = ({ bpm, meter, one }: MusicFlags) => ({
  ...(bpm === undefined ? {} : { bpm }),
  ...(meter === undefined ? {} : { meter: Number(meter) }),
  ...(one === undefined ? {} : { oneMs: toMs(one) }),
});

const analysisOf = ({ cutoff, minVisibility, exports }: AnalysisFlags) => ({
  ...{ cutoffHz: cutoff, minVisibility, exports },
});

/** @throws UserError `invalid-options` naming every invalid flag. */
export function toJobOptions(flags: AnalyseFlags): JobOptions {
  const { model, smoothing, style, colour, preset, crf, maxHeight, angleJoints: joints } = flags;
  const given = {
    model,
    smoothing,
    overlay: {
      ...{ style, colour, showTrails: flags.trails, showBeats: flags.beats },
      showCentreOfMass: flags.centreOfMass,
      showAngles: flags.angles || joints !== undefined,
      ...(joints === undefined ? {} : { angleJoints: joints }),
    },
    analysis: analysisOf(flags),
    music: musicOf(flags),
    encode: { preset, crf, ...(maxHeight === undefined ? {} : { maxHeight }) },
    ...trimOf(flags),
  };
  return parseUserInput(jobOptionsSchema, given, 'invalid-options');
}

const reanalyseOptionsSchema = jobOptionsSchema.pick({ analysis: true, music: true, trim: true });

/** Options of `report`. @throws UserError `invalid-options` naming every invalid flag. */
export const toReanalyseOptions = (
  flags: AnalysisFlags & MusicFlags & TrimFlags,
): Pick<JobOptions, 'analysis' | 'music' | 'trim'> =>
  parseUserInput(
    reanalyseOptionsSchema,
    { analysis: analysisOf(flags), music: musicOf(flags), ...trimOf(flags) },
    'invalid-options',
  );
