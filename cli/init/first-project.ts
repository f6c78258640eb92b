/** The first configuration. */
export const firstConfig = `import { defineConfig } from 'clew';

export default defineConfig({
  /** Where the scenarios are: \`clew run\`, \`clew list\` and \`clew gate\` look there when nothing is named. */
  scenarios: ['**/*.scenario.ts'],

  /** Who says what was found out: \`github\` annotates a pull request, and keeps silent elsewhere. There are \`['junit', { file: 'clew.xml' }]\` and more. */
  reporters: ['text', 'github'],
});
`;

/** The workflow that runs the gate; in a folder below the repository's, as a monorepo has them, it runs there. */
export function workflow(folder: string): string {
  const below = folder === '' ? '' : `\n    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}`;
  return `name: clew

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

jobs:
  gate:
    runs-on: ubuntu-latest${below}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx clew gate
`;
}
