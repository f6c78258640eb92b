import { isComplete, type Operation } from './history.ts';
import type { Specification } from './specification.ts';
import { textOf } from './text-of.ts';

/** Whether a history is linearizable, and what shows it. */
export type Linearization =
  | {
      readonly linearizable: true;
      /** An order in which each operation comes out as it did, and none comes before one that was over when it began. */
      readonly order: readonly Operation[];
    }
  | {
      readonly linearizable: false;
      /** The longest beginning of such an order. */
      readonly longest: readonly Operation[];
      /** The operations that could come next by their times; none may come out as it did, or goes on from there. */
      readonly stuck: readonly Operation[];
    };

/**
 * Looks for an order in which the operations could have been carried out one at a time: linearizability after Herlihy &
 * Wing (1990), section 2.
 *
 * The search is that of Wing & Gong (1993): next comes any operation before whose invocation none of the others has
 * responded. What has been tried in vain, a state with what was left to do, is not tried again, after Lowe (2017).
 * Operations without a response may be put into the order, or left out.
 */
export function linearize<State>(operations: readonly Operation[], specification: Specification<State>): Linearization {
  const search = new Search(specification);
  const byInvocation = [...operations].sort((a, b) => a.invoked - b.invoked);
  return search.completes(specification.initial, byInvocation) ? { linearizable: true, order: search.order } : { linearizable: false, ...search.furthest! };
}

class Search<State> {
  /** The order so far. */
  readonly order: Operation[] = [];
  furthest: { readonly longest: readonly Operation[]; readonly stuck: readonly Operation[] } | undefined;
  private readonly specification: Specification<State>;
  private readonly inVain = new Set<string>();

  constructor(specification: Specification<State>) {
    this.specification = specification;
  }

  /** Whether the order can be completed from this state with the operations that are left. */
  completes(state: State, left: readonly Operation[]): boolean {
    if (!left.some(isComplete)) return true;
    const reached = `${textOf(state)} ${left.map(({ invoked }) => invoked).join()}`;
    if (this.inVain.has(reached)) return false;
    this.inVain.add(reached);

    const next = minimal(left);
    if (this.furthest === undefined || this.order.length > this.furthest.longest.length) this.furthest = { longest: [...this.order], stuck: next };
    return next.some((operation) => this.goesThrough(state, operation, left));
  }

  private goesThrough(state: State, operation: Operation, left: readonly Operation[]): boolean {
    const after = this.specification.after(state, operation);
    if (after === undefined) return false;
    this.order.push(operation);
    if (this.completes(after.state, left.filter((other) => other !== operation))) return true;
    this.order.pop();
    return false;
  }
}

/** Those that none of the others has to precede. */
function minimal(left: readonly Operation[]): Operation[] {
  const firstResponse = Math.min(...left.map(({ responded }) => responded));
  return left.filter(({ invoked }) => invoked < firstResponse);
}
