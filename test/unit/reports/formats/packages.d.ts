/** What the tests use of Graphviz, so that they compile before it is installed. */
declare module '@viz-js/viz' {
  /** Graphviz, compiled for JavaScript. */
  export function instance(): Promise<{
    /** A graph, laid out. @throws Error where the text is no graph */
    renderJSON(text: string): object;
  }>;
}

/** What the tests use of GitHub's own toolkit. */
declare module '@actions/core/lib/command.js' {
  /** Writes a workflow command to stdout. */
  export function issueCommand(command: string, properties: Readonly<Record<string, string>>, message: string): void;
}
