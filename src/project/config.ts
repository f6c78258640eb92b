import type { BoundsOptions } from '../simulator/bounds.ts';
import type { Reporter } from './reporters.ts';

/** What a project says of its scenarios in `clew.config.ts`. */
export interface ClewConfig {
  /** Files that export scenarios, as globs relative to the configuration; every `*.scenario.ts` by default. `node_modules` is left out. */
  readonly scenarios?: string | readonly string[];
  /** Bounds of scenarios that say nothing of their own. A scenario that names any kind of fault keeps its whole budget. */
  readonly bounds?: BoundsOptions;
  /** The outcomes that are searched for, unless `--outcome` names others; all of them in scenarios that have none of these. */
  readonly outcomes?: readonly string[];
  /** How many workloads of a `forAll` are generated, unless `--workloads` says another number; 100 by default. */
  readonly workloads?: number;
  /**
   * What `clew run`, `clew gate` and `clew merge` write, unless `--reporter` names others; `['text']` by default. `github`
   * annotates a pull request, and keeps silent outside of GitHub Actions.
   */
  readonly reporters?: readonly Reporter[];
}

/**
 * Types the configuration of a project; export what it returns as `default`.
 *
 * @example
 * export default defineConfig({ scenarios: ['protocols/*.scenario.ts'], bounds: { crashes: 1, drops: 1 }, reporters: ['text', ['junit', { file: 'clew.xml' }]] });
 */
export function defineConfig(config: ClewConfig): ClewConfig {
  return config;
}
