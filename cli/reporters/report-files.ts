import type { ReporterName } from '../../src/project/reporters.ts';

/** What a report in each format is called where nobody says otherwise. */
export const reportFiles: Readonly<Record<ReporterName, string>> = {
  text: 'report.txt',
  json: 'report.json',
  html: 'report.html',
  junit: 'junit.xml',
  sarif: 'clew.sarif',
  github: 'annotations.txt',
  markdown: 'report.md',
  shiviz: 'run.shiviz.log',
  mermaid: 'run.mmd',
  dot: 'lineage.dot',
};
