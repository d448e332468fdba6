import { clipsTexts } from './clips-texts.ts';
import { filmingTexts } from './filming-texts.ts';
import { jobTexts } from './job-texts.ts';
import { musicTexts } from './music-texts.ts';
import { pageTexts } from './page-texts.ts';
import { playerTexts } from './player-texts.ts';
import { reportTexts } from './report-texts.ts';
import { welcomeTexts } from './welcome-texts.ts';

/**
 * Every text of the pages, by page and part. Functions get numbers and times that are already written for the reader
 * (`shared/format.ts`). Sentences of a report come with the report.
 */
export const texts = {
  ...pageTexts,
  ...clipsTexts,
  welcome: welcomeTexts,
  filming: filmingTexts,
  job: jobTexts,
  music: musicTexts,
  player: playerTexts,
  report: reportTexts,
} as const;
