import { search, type SearchOptions, type SearchResult } from '../src/search/search.ts';
import type { SimulatedSystem } from '../src/search/simulated-system.ts';
import type { Fault } from '../src/simulator/fault.ts';
import { purity } from '../src/simulator/purity.ts';

/** Searches in one go, under the guard against impure calls. */
export function searchToItsEnd(system: SimulatedSystem, options: SearchOptions): SearchResult<Fault> {
  const running = search<Fault>(system, options);
  purity.beginSession();
  try {
    for (;;) {
      const next = running.next();
      if (next.done === true) return next.value;
    }
  } finally {
    purity.endSession();
  }
}
