/** The exit codes of the process. */
export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** `--check`: a generated file differs. */
  drift: 1,
  usage: 2,
  /** A document or source was refused; nothing was written. */
  refused: 3,
  /** The change needs `--trust-changes`; nothing was written. */
  needsTrust: 4,
  /** Another run works on the same tree. */
  locked: 5,
  /** This repository's code, or a named consumer's, would not compile (or a test fails); nothing was written. */
  wouldNotCompile: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
