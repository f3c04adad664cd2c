import { guardPlan, isClioError, type Plan, type WriteReport } from '@clio/core';
import { ExitCode } from '../errors/ExitCode.js';
import { exitCodeOf } from '../errors/report.js';

/** How a run of this plan would end, as far as the plan knows: refused 3, something left alone 5, else 0. */
export function planExitCode(plan: Plan): ExitCode {
  const problems = guardPlan(plan);
  if (problems.some(({ refuses }) => refuses)) return ExitCode.validation;
  return problems.length > 0 ? ExitCode.conflicts : ExitCode.done;
}

/**
 * The exit code of a run that was carried out, of the first that applies: 6 when some bodies were written and
 * others failed, are unknown or were not sent; when none was written, the code of what stopped the run (4, 7,
 * …), otherwise 1; 5 when something was left alone.
 *
 * @param cause - what stopped the run.
 */
export function reportExitCode(report: WriteReport, cause?: unknown): ExitCode {
  const { counts, left } = report;
  if (counts.failed + counts.unknown + counts.unsent > 0) {
    if (counts.written > 0) return ExitCode.partly;
    const code = isClioError(cause) ? exitCodeOf(cause) : ExitCode.failed;
    // Nobody typed anything wrong: what stopped the run came from outside.
    return code === ExitCode.validation ? ExitCode.failed : code;
  }
  const alone = left.protected + left.conflict + counts.conflict + counts.refused;
  return alone > 0 ? ExitCode.conflicts : ExitCode.done;
}
