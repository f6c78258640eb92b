/** How long the search may keep the process to itself, in milliseconds. */
const sliceMilliseconds = 25;

/** Drives a search to its end, giving way now and then so that signals are heard. */
export async function inSlices<Progress, Result>(running: Generator<Progress, Result>, watch: (progress: Progress) => void): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMilliseconds;
    do {
      const next = running.next();
      if (next.done === true) return next.value;
      watch(next.value);
    } while (performance.now() < end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
