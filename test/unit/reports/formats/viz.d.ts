/** What the tests use of Graphviz, so that they compile before it is installed. */
declare module '@viz-js/viz' {
  /** Graphviz, compiled for JavaScript. */
  export function instance(): Promise<{
    /** A graph, laid out. @throws Error where the text is no graph */
    renderJSON(text: string): object;
  }>;
}
