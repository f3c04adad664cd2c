/**
 * How `clio` ends. This table is the contract with scripts: a change of a number is a breaking change.
 * `clio help exit-codes` prints it.
 */
export const ExitCode = {
  done: 0,
  failed: 1,
  cancelled: 2,
  validation: 3,
  needsLogin: 4,
  conflicts: 5,
  partly: 6,
  unavailable: 7,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Which code wins where several apply: the fault that the reader must mend first. */
const precedence: readonly ExitCode[] = [
  ExitCode.validation,
  ExitCode.needsLogin,
  ExitCode.unavailable,
  ExitCode.partly,
  ExitCode.conflicts,
];

/**
 * The one code of a command to which several apply: 3, then 4, 7, 6, 5, then any other but 0.
 *
 * @example
 * ```ts
 * strongest([ExitCode.conflicts, ExitCode.partly]); // 6
 * ```
 */
export function strongest(codes: Iterable<ExitCode>): ExitCode {
  const all = new Set(codes);
  for (const code of precedence) if (all.has(code)) return code;
  for (const code of all) if (code !== ExitCode.done) return code;
  return ExitCode.done;
}
