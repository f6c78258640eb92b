/** The names of all reporters, which are the formats of `clew report`. */
export const reporterNames = ['text', 'html', 'junit', 'sarif', 'github', 'markdown', 'shiviz', 'mermaid', 'dot', 'json'] as const;

/** What says what was found out, and how. */
export type ReporterName = (typeof reporterNames)[number];

/** Where a reporter writes. */
export interface ReporterOptions {
  /** A file, relative to the configuration. By default `text` and `github` go to stdout, and each other one to a file named after it. */
  readonly file?: string;
}

/** A reporter by its name, alone or with options. */
export type Reporter = ReporterName | readonly [name: ReporterName, options?: ReporterOptions];
