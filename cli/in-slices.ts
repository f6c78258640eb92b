/** How long the search may keep the process to itself, in milliseconds. */
const sliceMilliseconds = 25;

/** Drives a search to its end, giving way now and then so that signals are heard; for so many milliseconds where something is to be drawn meanwhile. */
export async function inSlices<Progress, Result>(running: Generator<Progress, Result>, watch: (progress: Progress) => void, restMilliseconds = 0): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMilliseconds;
    do {
      const next = running.next();
      if (next.done === true) return next.value;
      watch(next.value);
    } while (performance.now() < end);
    await new Promise((resolve) => (restMilliseconds === 0 ? setImmediate(resolve) : setTimeout(resolve, restMilliseconds)));
  }
}
