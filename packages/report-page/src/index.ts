export type { ReportPageAbout } from './page-data.ts';
export { reportPage } from './report-page.ts';
