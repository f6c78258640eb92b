/** What the program's exit code says. */
export const ExitCode = {
  /** Every outcome survives; whatever was asked for is done. */
  good: 0,
  /** An outcome is broken. */
  broken: 1,
  /** Wrong use, or an unusable scenario. */
  unusable: 2,
  /** Undecided: stopped, or out of runs or time. */
  undecided: 3,
  /** A fault of clew itself. */
  internal: 70,
} as const;
