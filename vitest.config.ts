import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest: begun last, one of them would keep a worker busy after all others have ended. */
const longest = ['test/library.test.ts', 'test/cli/gate.test.ts', 'test/browser/page.test.ts', 'test/package/package.test.ts', 'test/docs/course.test.ts', 'test/unit/search/compare.test.ts', 'test/unit/gate/library.test.ts', 'test/tui/tmux.test.ts', 'test/cli/scenario-files.test.ts', 'test/promises/'];

/** The longest first; what vitest remembers of earlier runs decides among the others, and in a fresh clone their size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.includes(name)) + 1 || longest.length + 1;
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^clew$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^clew\/(components|checkers)$/, replacement: fileURLToPath(new URL('src/$1/index.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: ['test/build.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**', 'cli/**', 'reports/**'] },
  },
});
