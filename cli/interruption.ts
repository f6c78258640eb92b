/** Whether the user has asked to stop. */
export interface Interruption {
  readonly stopped: boolean;
  /** Stops listening. */
  end(): void;
}

/** Listens for Ctrl-C. The first asks for an orderly end; the second ends the process as it always would. */
export function listenForInterruption(): Interruption {
  let stopped = false;
  const listener = () => {
    stopped = true;
  };
  process.once('SIGINT', listener);
  return {
    get stopped() {
      return stopped;
    },
    end: () => void process.off('SIGINT', listener),
  };
}
