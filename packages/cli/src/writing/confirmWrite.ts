import { countOverwrites, type Plan } from '@clio/core';
import type { Context } from '../context/Context.js';
import { CancelledError } from '../errors/CliError.js';
import { counted } from './showValue.js';

/** More existing values than this are not replaced on a terminal unless their number is typed. */
export const manyOverwrites = 1000;

/**
 * Asks before a plan is carried out. `--yes` answers, but on a terminal not for more than 1,000 existing
 * values, unless their fields were named (`--overwrite`) or an undo puts old values back.
 *
 * @throws CancelledError where the answer is no, or nobody can be asked.
 */
export async function confirmWrite(context: Context, plan: Plan, yes: boolean): Promise<void> {
  const overwrites = countOverwrites(plan);
  const many = overwrites > manyOverwrites;
  if (yes && !(many && context.canAsk && unnamed(plan) > manyOverwrites)) return;
  if (!context.canAsk)
    throw new CancelledError('nothing was written: there is no terminal to ask on', {
      next: 'Give --yes to write without being asked, or --dry-run to see the plan only.',
    });
  const prompt = await context.prompt();
  if (!many) {
    if (!(await prompt.confirm(question(plan)))) throw cancelled();
    return;
  }
  const typed = await prompt.text(
    `${counted(overwrites, 'existing value')} will be ${plan.kind === 'delete' ? 'deleted' : 'replaced or cleared'}. Type that number to go on:`,
  );
  if (typed.trim().replaceAll(/[,_' ]/g, '') !== String(overwrites)) throw cancelled();
}

/** How many existing values go that were not opened by the names of their fields. */
function unnamed(plan: Plan): number {
  if (plan.kind === 'undo') return 0;
  const named = new Set(plan.guards.overwrite);
  const rest = plan.bodies.map((body) =>
    body.action === 'delete'
      ? body
      : { ...body, changes: body.changes.filter(({ field }) => !named.has(field)) },
  );
  return countOverwrites({ ...plan, bodies: rest });
}

function question(plan: Plan): string {
  const bodies = counted(
    plan.bodies.filter(({ action, record, changes }) =>
      action === 'delete' ? record !== undefined : changes.some(({ verdict }) => sent(verdict)),
    ).length,
    'body',
    'bodies',
  );
  switch (plan.kind) {
    case 'delete':
      return `Delete the records of ${bodies}?`;
    case 'undo':
      return `Undo this on ${bodies}?`;
    default:
      return `Write this to ${bodies}?`;
  }
}

function sent(verdict: string): boolean {
  return verdict === 'add' || verdict === 'overwrite' || verdict === 'clear';
}

function cancelled(): CancelledError {
  return new CancelledError('nothing was written: it was not confirmed');
}
