import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest: begun last, one of them would keep a worker busy after all others have ended. */
const longest = ['test/library.test.ts', 'test/cli/forerunners.test.ts', 'test/cli/gate.test.ts', 'test/browser/page.test.ts', 'test/package/package.test.ts', 'test/docs/course.test.ts', 'test/unit/search/compare.test.ts', 'test/unit/gate/library.test.ts', 'test/tui/tmux.test.ts', 'test/cli/scenario-files.test.ts', 'test/promises/'];

/** The longest first; what vitest remembers of earlier runs decides among the others, and in a fresh clone their size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.includes(name)) + 1 || longest.length + 1;
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** What has a browser, a terminal, an installation or a page of transcripts to wait for. `npm test` takes two minutes without them; `npm run test:all` leaves out nothing. */
const slow = ['test/browser/**', 'test/docs/**', 'test/exercises.test.ts', 'test/mutants.test.ts', 'test/package/**', 'test/promises/same-everywhere.test.ts', 'test/tui/**'];

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: [
      { find: /^clew$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^clew\/(components|checkers)$/, replacement: fileURLToPath(new URL('src/$1/index.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: mode === 'all' ? [] : slow,
    environment: 'node',
    globalSetup: ['test/build.ts'],
    pool: 'forks',
    // Two thirds of the time went into loading the same modules for each file.
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**', 'cli/**', 'reports/**'] },
  },
}));
