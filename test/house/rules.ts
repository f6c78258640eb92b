import { bannedGlobals } from './banned-globals.ts';
import { imports } from './imports.ts';
import { defaultExports, docComments, fileLength, functionLength, names } from './shape.ts';
import { lineOf, type Source } from './source.ts';

/** Where a house rule is broken, and how. */
export interface Violation {
  offset: number;
  message: string;
}

/** A house rule: all its violations in one file. */
export type Rule = (source: Source) => Violation[];

/** Every house rule by the name that is printed with a violation. */
const rules: Record<string, Rule> = {
  syntax: (source) => source.syntaxErrors.map((message) => ({ offset: 0, message })),
  imports,
  names,
  'default-export': defaultExports,
  'banned-global': bannedGlobals,
  'function-length': functionLength,
  'file-length': fileLength,
  'doc-comment': docComments,
};

/** Every violation in these files as one line each: `file:line  rule: message`. */
export function inspect(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    Object.entries(rules).flatMap(([rule, violationsIn]) =>
      violationsIn(source).map(({ offset, message }) => `${source.path}:${lineOf(source, offset)}  ${rule}: ${message}`),
    ),
  );
}
